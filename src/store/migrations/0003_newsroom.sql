-- The newsroom's work: who has a story and until when it must wait, steps of work, notes in the margin, previews,
-- corrections, what was published when, fronts, the hour at which the rights to a picture end.

ALTER TABLE articles ADD COLUMN assignee TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN embargo_until INTEGER;
-- Grows with every step of work (submitted, scheduled, published …): half of the article's ETag.
ALTER TABLE articles ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_by_time ON articles (site, saved_at, id);
CREATE INDEX articles_by_section ON articles (site, section, saved_at, id);
CREATE INDEX articles_by_assignee ON articles (site, assignee) WHERE assignee <> '';
CREATE INDEX articles_by_publication ON articles (site, published_at, id);

-- Bylines and assets of newest revisions that are not the published one; those of published ones are in
-- article_authors and published_assets.
CREATE TABLE work_authors (
  author INTEGER NOT NULL REFERENCES authors (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (author, article)
);
CREATE INDEX work_authors_by_article ON work_authors (article);
CREATE TABLE work_assets (
  asset INTEGER NOT NULL REFERENCES assets (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (asset, article)
);
CREATE INDEX work_assets_by_article ON work_assets (article);
INSERT INTO work_authors (author, article)
  SELECT w.id, a.id FROM articles a JOIN revisions r ON r.id = a.newest_revision JOIN authors w ON w.site = a.site
  WHERE (a.published_revision IS NULL OR a.published_revision <> a.newest_revision)
    AND REPLACE(REPLACE(r.authors, '[', ','), ']', ',') LIKE '%,' || w.id || ',%';
INSERT INTO work_assets (asset, article)
  SELECT s.id, a.id FROM articles a JOIN revisions r ON r.id = a.newest_revision JOIN assets s ON s.id = r.lead_image
  WHERE a.published_revision IS NULL OR a.published_revision <> a.newest_revision;

ALTER TABLE sections ADD COLUMN needs_editor INTEGER NOT NULL DEFAULT 1;

-- Comments in the margin and steps of work, in one row of time. `quote`: the passage that is meant.
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  kind TEXT NOT NULL,
  written_by TEXT NOT NULL,
  text TEXT NOT NULL,
  quote TEXT NOT NULL,
  at INTEGER NOT NULL,
  resolved_at INTEGER,
  resolved_by TEXT NOT NULL
);
CREATE INDEX notes_by_article ON notes (article, id);

-- Secret links to what is not published; the secret itself is stored nowhere. `revision` 0: the newest.
CREATE TABLE previews (
  digest TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  revision INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL
);

CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  written_by TEXT NOT NULL
);
CREATE INDEX corrections_by_article ON corrections (article, at, id);
CREATE INDEX corrections_by_time ON corrections (site, at, id);

-- What was published when: rows from the second publication on, the first one's with it. `hidden` ones are the
-- newsroom's alone (a slip that nobody was to keep).
CREATE TABLE publications (
  article INTEGER NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES revisions (id),
  at INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  PRIMARY KEY (article, number)
);

-- `section` 0: the home front. `zones` is JSON (content/front.h).
CREATE TABLE fronts (
  site INTEGER NOT NULL REFERENCES sites (id),
  section INTEGER NOT NULL,
  zones TEXT NOT NULL,
  pin_ends_at INTEGER,
  PRIMARY KEY (site, section)
);

ALTER TABLE assets ADD COLUMN rights_expire_at INTEGER;
-- Its rights have ended: no reader sees it any more.
ALTER TABLE assets ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
CREATE INDEX assets_expiring ON assets (rights_expire_at) WHERE withheld = 0 AND rights_expire_at IS NOT NULL;
CREATE INDEX assets_by_site ON assets (site, id);

ALTER TABLE tokens ADD COLUMN expires_at INTEGER;

-- Answers to calls with an Idempotency-Key, kept with what they did in one transaction.
CREATE TABLE answered_calls (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  etag TEXT NOT NULL,
  location TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX answered_calls_by_time ON answered_calls (at);

DROP VIEW public_assets;
CREATE VIEW public_assets AS
  SELECT a.id AS id, a.site AS site, a.kind AS kind, a.digest AS digest, a.file_name AS file_name, a.mime AS mime,
         a.bytes AS bytes, a.width AS width, a.height AS height, a.focus_x AS focus_x, a.focus_y AS focus_y,
         a.title AS title, a.alt AS alt, a.caption AS caption, a.credit AS credit, a.rights AS rights,
         a.placeholder AS placeholder, a.original_url AS original_url, a.created_at AS created_at,
         a.rights_expire_at AS rights_expire_at
  FROM assets a
  WHERE a.withheld = 0
    AND (EXISTS (SELECT 1 FROM published_assets p WHERE p.asset = a.id)
     OR EXISTS (SELECT 1 FROM site_assets s WHERE s.asset = a.id)
     OR EXISTS (SELECT 1 FROM authors w JOIN article_authors b ON b.author = w.id WHERE w.picture = a.id));

CREATE VIEW public_corrections AS
  SELECT c.id AS id, c.site AS site, c.article AS article, c.kind AS kind, c.text AS text, c.at AS at
  FROM corrections c JOIN published p ON p.article = c.article;

CREATE VIEW public_history AS
  SELECT h.article AS article, h.number AS number, h.at AS at, r.headline AS headline, r.deck AS deck, r.body AS body
  FROM publications h JOIN published p ON p.article = h.article JOIN revisions r ON r.id = h.revision
  WHERE h.hidden = 0;
