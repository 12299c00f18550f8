-- Files of the library that came with readers' reports, by the digest of what is kept: the same bytes added once more,
-- or on another site, are still a reader's. No row says which report they came with.
CREATE TABLE reader_originals (
  digest TEXT PRIMARY KEY
);

-- Those that an article's record of readers' material speaks of.
CREATE TABLE reader_material_assets (
  article INTEGER NOT NULL REFERENCES articles (id),
  digest TEXT NOT NULL,
  PRIMARY KEY (article, digest)
);

-- What the report desk has handed over so far has names that it gave ("report-0.jpeg").
INSERT INTO reader_material_assets (article, digest)
  SELECT m.article, a.digest FROM reader_material m JOIN published_assets p ON p.article = m.article
    JOIN assets a ON a.id = p.asset WHERE a.file_name LIKE 'report-%' AND a.digest <> ''
  UNION
  SELECT m.article, a.digest FROM reader_material m JOIN work_assets w ON w.article = m.article
    JOIN assets a ON a.id = w.asset WHERE a.file_name LIKE 'report-%' AND a.digest <> '';
INSERT INTO reader_originals (digest) SELECT DISTINCT digest FROM reader_material_assets;
