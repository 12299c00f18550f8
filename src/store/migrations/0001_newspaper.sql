-- The newspaper's tables. INTEGER is 64 bits wide: SQLite's is, and on PostgreSQL the word becomes BIGINT
-- (store/migrate.cpp). Times are milliseconds since 1970 (UTC), flags 0 or 1, lists JSON text.

-- Numbers for rows and for changes. A writing transaction holds this row until it commits.
CREATE TABLE clock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last_id INTEGER NOT NULL,
  last_change INTEGER NOT NULL
);
INSERT INTO clock (one, last_id, last_change) VALUES (1, 0, 0);

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  site INTEGER,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  at INTEGER NOT NULL
);

CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,
  aliases TEXT NOT NULL,
  base_url TEXT NOT NULL,
  name TEXT NOT NULL,
  tagline TEXT NOT NULL,
  about TEXT NOT NULL,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  social TEXT NOT NULL,
  ads_txt TEXT NOT NULL,
  navigation TEXT NOT NULL,
  house_advertisements TEXT NOT NULL,
  breaking_text TEXT NOT NULL,
  breaking_address TEXT NOT NULL
);

CREATE TABLE sections (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  parent INTEGER REFERENCES sections (id) DEFERRABLE INITIALLY DEFERRED,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (site, slug)
);

CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  file_name TEXT NOT NULL,
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  focus_x TEXT NOT NULL,
  focus_y TEXT NOT NULL,
  title TEXT NOT NULL,
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  credit TEXT NOT NULL,
  rights TEXT NOT NULL,
  placeholder TEXT NOT NULL,
  original_url TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX assets_by_digest ON assets (site, digest);
CREATE INDEX assets_by_original_url ON assets (site, original_url) WHERE original_url <> '';

-- Pictures of house advertisements, so that they are public.
CREATE TABLE site_assets (
  asset INTEGER NOT NULL REFERENCES assets (id),
  site INTEGER NOT NULL REFERENCES sites (id),
  PRIMARY KEY (asset, site)
);

CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  bio TEXT NOT NULL,
  url TEXT NOT NULL,
  picture INTEGER REFERENCES assets (id),
  links TEXT NOT NULL,
  kind TEXT NOT NULL,
  UNIQUE (site, slug)
);
CREATE INDEX authors_by_picture ON authors (picture) WHERE picture IS NOT NULL;

CREATE TABLE topics (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  UNIQUE (site, slug)
);

-- What stands about an article whatever its revision.
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  state TEXT NOT NULL,
  section INTEGER REFERENCES sections (id),
  slug TEXT NOT NULL,
  foreign_id TEXT,
  newest_revision INTEGER NOT NULL,
  newest_number INTEGER NOT NULL,
  published_revision INTEGER,
  publications INTEGER NOT NULL,
  published_at INTEGER,
  updated_at INTEGER,
  scheduled_at INTEGER,
  created_at INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  withdrawn_reason TEXT
);
CREATE UNIQUE INDEX articles_by_foreign_id ON articles (site, foreign_id) WHERE foreign_id IS NOT NULL;
CREATE INDEX articles_by_slug ON articles (site, section, slug);
CREATE INDEX articles_by_state ON articles (site, state, saved_at, id);
CREATE INDEX articles_due ON articles (scheduled_at) WHERE state = 'scheduled';

-- The article as it was saved; a row is never changed. The body stands last: lists read past it.
CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  headline TEXT NOT NULL,
  deck TEXT NOT NULL,
  slug TEXT NOT NULL,
  permalink TEXT NOT NULL,
  section INTEGER REFERENCES sections (id),
  authors TEXT NOT NULL,
  topics TEXT NOT NULL,
  lead_image INTEGER REFERENCES assets (id),
  lead_caption TEXT NOT NULL,
  description TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  pinned INTEGER NOT NULL,
  breaking INTEGER NOT NULL,
  words INTEGER NOT NULL,
  assets TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (article, number)
);

-- What readers see: one row a published article, copied from its published revision.
CREATE TABLE published (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  site INTEGER NOT NULL REFERENCES sites (id),
  kind TEXT NOT NULL,
  section INTEGER REFERENCES sections (id),
  path TEXT NOT NULL,
  route TEXT NOT NULL,
  headline TEXT NOT NULL,
  deck TEXT NOT NULL,
  language TEXT NOT NULL,
  lead_image INTEGER REFERENCES assets (id),
  authors TEXT NOT NULL,
  topics TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  words INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  breaking INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES revisions (id),
  version INTEGER NOT NULL,
  UNIQUE (site, route)
);
CREATE INDEX published_by_time ON published (site, published_at, article);

-- Bylines, topics and assets of published articles.
CREATE TABLE article_authors (
  author INTEGER NOT NULL REFERENCES authors (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (author, article)
);
CREATE TABLE article_topics (
  topic INTEGER NOT NULL REFERENCES topics (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (topic, article)
);
CREATE TABLE published_assets (
  asset INTEGER NOT NULL REFERENCES assets (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (asset, article)
);

-- `source` as content::route_key makes it, with a query where it has one; an empty `target` answers 410.
CREATE TABLE redirects (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (site, source)
);
CREATE INDEX redirects_by_target ON redirects (site, target);

CREATE TABLE withdrawn (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  site INTEGER NOT NULL REFERENCES sites (id),
  path TEXT NOT NULL,
  route TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX withdrawn_by_route ON withdrawn (site, route);

CREATE TABLE comments (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  parent INTEGER REFERENCES comments (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  approved INTEGER NOT NULL,
  foreign_id TEXT
);
CREATE INDEX comments_by_article ON comments (article, at, id);
CREATE UNIQUE INDEX comments_by_foreign_id ON comments (article, foreign_id) WHERE foreign_id IS NOT NULL;

CREATE TABLE reads (
  day TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  count INTEGER NOT NULL,
  PRIMARY KEY (day, article)
);

-- `site` 0: of the whole installation.
CREATE TABLE settings (
  site INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (site, name)
);

CREATE TABLE tokens (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
);

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  leased_until INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  dead INTEGER NOT NULL
);
CREATE INDEX jobs_waiting ON jobs (kind, due, id) WHERE dead = 0;

-- What the public handle sees of tables that also hold what is not public (store/public_door.h).
CREATE VIEW public_bodies AS
  SELECT p.article AS article, r.body AS body, r.lead_caption AS lead_caption, r.description AS description,
         r.canonical_url AS canonical_url
  FROM published p JOIN revisions r ON r.id = p.revision;

CREATE VIEW public_authors AS
  SELECT a.id AS id, a.site AS site, a.slug AS slug, a.name AS name, a.bio AS bio, a.url AS url,
         a.picture AS picture, a.links AS links, a.kind AS kind
  FROM authors a
  WHERE EXISTS (SELECT 1 FROM article_authors b WHERE b.author = a.id);

CREATE VIEW public_assets AS
  SELECT a.id AS id, a.site AS site, a.kind AS kind, a.digest AS digest, a.file_name AS file_name, a.mime AS mime,
         a.bytes AS bytes, a.width AS width, a.height AS height, a.focus_x AS focus_x, a.focus_y AS focus_y,
         a.title AS title, a.alt AS alt, a.caption AS caption, a.credit AS credit, a.rights AS rights,
         a.placeholder AS placeholder, a.original_url AS original_url, a.created_at AS created_at
  FROM assets a
  WHERE EXISTS (SELECT 1 FROM published_assets p WHERE p.asset = a.id)
     OR EXISTS (SELECT 1 FROM site_assets s WHERE s.asset = a.id)
     OR EXISTS (SELECT 1 FROM authors w JOIN article_authors b ON b.author = w.id WHERE w.picture = a.id);

CREATE VIEW public_comments AS
  SELECT c.id AS id, c.article AS article, c.parent AS parent, c.name AS name, c.text AS text, c.at AS at,
         c.foreign_id AS foreign_id
  FROM comments c JOIN published p ON p.article = c.article
  WHERE c.approved = 1;
