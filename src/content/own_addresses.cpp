#include "content/own_addresses.h"

#include <algorithm>
#include <array>

namespace vestnik::content {
namespace {

// Answered with all that is below them.
constexpr std::array<std::string_view, 8> own_folders = {
    "/ad", "/advertising/flag", "/advertising/report", "/api", "/media", "/newsroom", "/preview", "/report"};

// Answered by themselves; below them articles are found.
constexpr std::array<std::string_view, 20> own_files = {"/ads.txt",
                                                        "/advertising",
                                                        "/advertising/own",
                                                        "/advertising/register.csv",
                                                        "/advertising/register.json",
                                                        "/apple-touch-icon-precomposed.png",
                                                        "/apple-touch-icon.png",
                                                        "/favicon.ico",
                                                        "/feed.atom",
                                                        "/feed.json",
                                                        "/feed.xml",
                                                        "/healthz",
                                                        "/manifest.webmanifest",
                                                        "/news-sitemap.xml",
                                                        "/readyz",
                                                        "/robots.txt",
                                                        "/search",
                                                        "/search/suggest",
                                                        "/sellers.json",
                                                        "/sitemap.xml"};

// Further first steps that a section's front would stand in the way of, or the other way round.
constexpr std::array<std::string_view, 7> further_steps = {"assets",  "author", "corrections", "events",
                                                           "metrics", "story",  "topic"};

bool is_all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "/advertising/12", "/advertising/12.json"
bool is_notice(std::string_view key) {
  constexpr std::string_view notices = "/advertising/", json = ".json";
  if (!key.starts_with(notices)) return false;
  key.remove_prefix(notices.size());
  if (key.ends_with(json)) key.remove_suffix(json.size());
  return is_all_digits(key);
}

// "/sitemap-0.xml"
bool is_part_of_sitemap(std::string_view key) {
  constexpr std::string_view first = "/sitemap-", last = ".xml";
  if (!key.starts_with(first) || !key.ends_with(last) || key.size() < first.size() + last.size()) return false;
  return is_all_digits(key.substr(first.size(), key.size() - first.size() - last.size()));
}

}  // namespace

bool is_own_address(std::string_view key) {
  const auto holds = [key](std::string_view folder) {
    return key.starts_with(folder) && (key.size() == folder.size() || key[folder.size()] == '/');
  };
  return std::ranges::any_of(own_folders, holds) || std::ranges::find(own_files, key) != own_files.end() ||
         is_notice(key) || is_part_of_sitemap(key);
}

bool is_own_step(std::string_view slug) {
  const auto is_it = [slug](std::string_view key) { return key.substr(1) == slug; };
  return std::ranges::any_of(own_folders, is_it) || std::ranges::any_of(own_files, is_it) ||
         std::ranges::find(further_steps, slug) != further_steps.end();
}

}  // namespace vestnik::content
