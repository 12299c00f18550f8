-- What the library's pictures look like, in 64 bits (media/picture_hash.h), by the digest of the original: the
-- report desk's browsers compare what readers send with all of them. '' where the original cannot be read.
CREATE TABLE picture_hashes (
  digest TEXT PRIMARY KEY,
  hash TEXT NOT NULL
);
