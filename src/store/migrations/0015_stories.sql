-- Running subjects that articles belong to (docs/decisions/063). An article's own list, with what it adds to each, is
-- part of its revision: [{"story":5,"note":"…","key":true}].
CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  lead_image INTEGER REFERENCES assets (id),
  is_open INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  UNIQUE (site, slug)
);
CREATE INDEX stories_by_lead_image ON stories (lead_image) WHERE lead_image IS NOT NULL;

ALTER TABLE revisions ADD COLUMN stories TEXT NOT NULL DEFAULT '[]';
ALTER TABLE published ADD COLUMN stories TEXT NOT NULL DEFAULT '[]';

-- Of published articles.
CREATE TABLE article_stories (
  story INTEGER NOT NULL REFERENCES stories (id),
  article INTEGER NOT NULL REFERENCES articles (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (story, article)
);

-- A story is made by a draft too: until something is published in it, its name is the newsroom's.
CREATE VIEW public_stories AS
  SELECT s.id AS id, s.site AS site, s.slug AS slug, s.name AS name, s.summary AS summary, s.lead_image AS lead_image,
         s.is_open AS is_open, s.updated_at AS updated_at, s.saved AS saved
  FROM stories s
  WHERE EXISTS (SELECT 1 FROM article_stories a WHERE a.story = s.id);

DROP VIEW public_assets;
CREATE VIEW public_assets AS
  SELECT a.id AS id, a.site AS site, a.kind AS kind, a.digest AS digest, a.file_name AS file_name, a.mime AS mime,
         a.bytes AS bytes, a.width AS width, a.height AS height, a.focus_x AS focus_x, a.focus_y AS focus_y,
         a.title AS title, a.alt AS alt, a.caption AS caption, a.credit AS credit, a.rights AS rights,
         a.placeholder AS placeholder, a.original_url AS original_url, a.created_at AS created_at,
         a.rights_expire_at AS rights_expire_at, a.crop_left AS crop_left, a.crop_top AS crop_top,
         a.crop_width AS crop_width, a.crop_height AS crop_height
  FROM assets a
  WHERE a.withheld = 0
    AND (EXISTS (SELECT 1 FROM published_assets p WHERE p.asset = a.id)
     OR EXISTS (SELECT 1 FROM site_assets s WHERE s.asset = a.id)
     OR EXISTS (SELECT 1 FROM authors w JOIN article_authors b ON b.author = w.id WHERE w.picture = a.id)
     OR EXISTS (SELECT 1 FROM stories t JOIN article_stories m ON m.story = t.id WHERE t.lead_image = a.id));
