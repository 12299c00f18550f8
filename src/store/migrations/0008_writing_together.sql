-- What several people write into one article at once, before it is a revision: the document that their browsers share,
-- as the updates (Yjs, base64) that it grew from. `generation` names the document; `folded`: the revision that it has
-- taken in last, 0 before the first; `saved`: the newest revision has every update up to this one.
CREATE TABLE writing (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  generation TEXT NOT NULL,
  shape TEXT NOT NULL,
  folded INTEGER NOT NULL,
  head INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  written_at INTEGER NOT NULL
);
CREATE TABLE writing_updates (
  article INTEGER NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (article, number)
);
