#include "media/sniff.h"

#include <gtest/gtest.h>

#include <string>

namespace vestnik::media {
namespace {

using namespace std::string_literals;

TEST(Sniff, knows_what_is_kept) {
  EXPECT_EQ(sniff("\xFF\xD8\xFF\xE0"s), Kind::jpeg);
  EXPECT_EQ(sniff("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"s), Kind::png);
  EXPECT_EQ(sniff("GIF89a\1\0"s), Kind::gif);
  EXPECT_EQ(sniff("RIFF\x24\0\0\0WEBPVP8 "s), Kind::webp);
  EXPECT_EQ(sniff("RIFF\x24\0\0\0WAVEfmt "s), Kind::wav);
  EXPECT_EQ(sniff("\0\0\0\x18"
                  "ftypavif\0\0\0\0mif1avif"s),
            Kind::avif);
  EXPECT_EQ(sniff("\0\0\0\x18"
                  "ftypmif1\0\0\0\0mif1avif"s),
            Kind::avif);
  EXPECT_EQ(sniff("\0\0\0\x18"
                  "ftypmif1\0\0\0\0mif1heic"s),
            Kind::heic);
  EXPECT_EQ(sniff("\0\0\0\x14"
                  "ftypheic\0\0\0\0mif1"s),
            Kind::heic);
  EXPECT_EQ(sniff("\0\0\0\x14"
                  "ftypisom\0\0\2\0mp41"s),
            Kind::mp4);
  EXPECT_EQ(sniff("\0\0\0\x10"
                  "ftypM4A \0\0\2\0"s),
            Kind::m4a);
  EXPECT_EQ(sniff("\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04"s), Kind::webm);
  EXPECT_EQ(sniff("OggS\0\2"s), Kind::ogg);
  EXPECT_EQ(sniff("%PDF-1.7\n"s), Kind::pdf);
}

TEST(Sniff, takes_audio_frames_only_in_a_row) {
  std::string frame = "\xFF\xFB\x90\x64"s + std::string(413, '\0');  // 128 kbit/s, 44.1 kHz: 417 bytes
  EXPECT_EQ(sniff(frame + frame), Kind::mp3);
  EXPECT_EQ(sniff("ID3\x04\0\0\0\0\0\x05Title"s + frame + frame), Kind::mp3);
  EXPECT_FALSE(sniff(frame));
  EXPECT_FALSE(sniff(frame + "<html>"));
  EXPECT_FALSE(sniff("ID3\x04\0\0\0\0\0\x05<scri"s));
}

TEST(Sniff, refuses_what_dresses_up_as_something_else) {
  for (const auto& bytes : {""s,
                            "<!DOCTYPE html><script>"s,
                            "<html>"s,
                            "<?xml version=\"1.0\"?><svg/>"s,
                            "<svg xmlns=\"\"/>"s,
                            "push graphic-context\nviewbox 0 0 1 1"s,
                            "<image><read filename=\"/etc/passwd\"/></image>"s,
                            "%!PS-Adobe-3.0 EPSF-3.0"s,
                            "\xC5\xD0\xD3\xC6"s,
                            "<?php system($_GET[0]);"s,
                            "PK\x03\x04"s,
                            "#!/bin/sh"s,
                            "II*\0\x08\0\0\0"s,
                            "MM\0*\0\0\0\x08"s,
                            "BM\x46\0\0\0"s,
                            "8BPS\0\1"s,
                            "\x7F"
                            "ELF\2\1\1"s,
                            "\n\n%PDF-1.7"s,
                            "\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska"s,
                            "\0\0\0\x14"
                            "ftypqt  \0\0\0\0qt  "s,
                            "\0\0\0\x18"
                            "ftypmif1\0\0\0\0mif1miaf"s,
                            "\xFF\xFE<\0h\0t\0m\0l\0"s,
                            "RIFF\x24\0\0\0AVI LIST"s})
    EXPECT_FALSE(sniff(bytes)) << bytes;
}

}  // namespace
}  // namespace vestnik::media
