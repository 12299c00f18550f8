-- What the newsroom's search follows: the articles whose state or newest revision became different, each with the
-- number of its last such change. Numbers are of `clock`, so their order is the order of commits.
CREATE TABLE work_changes (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  seq INTEGER NOT NULL
);
CREATE INDEX work_changes_by_seq ON work_changes (seq);
INSERT INTO work_changes (article, seq)
  SELECT id, newest_revision FROM articles
  WHERE published_revision IS NULL OR published_revision <> newest_revision;
