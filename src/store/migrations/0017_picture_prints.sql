-- What the library's pictures look like, in 64 bits (media/print.h), by the digest of the original: the
-- report desk's browsers compare what readers send with all of them. '' where the original cannot be read.
CREATE TABLE picture_prints (
  digest TEXT PRIMARY KEY,
  print TEXT NOT NULL
);
