-- The menu at the foot of every page, and what a newsroom chooses of the theme.
ALTER TABLE sites ADD COLUMN footer_navigation TEXT NOT NULL DEFAULT '[]';
ALTER TABLE sites ADD COLUMN accent TEXT NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN scheme TEXT NOT NULL DEFAULT 'by_reader';
ALTER TABLE sites ADD COLUMN logo INTEGER NOT NULL DEFAULT 0;

-- The part of a picture that readers see, px of the original after turning upright; a width of 0: all of it.
ALTER TABLE assets ADD COLUMN crop_left INTEGER NOT NULL DEFAULT 0;
ALTER TABLE assets ADD COLUMN crop_top INTEGER NOT NULL DEFAULT 0;
ALTER TABLE assets ADD COLUMN crop_width INTEGER NOT NULL DEFAULT 0;
ALTER TABLE assets ADD COLUMN crop_height INTEGER NOT NULL DEFAULT 0;

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
     OR EXISTS (SELECT 1 FROM authors w JOIN article_authors b ON b.author = w.id WHERE w.picture = a.id));

-- Files on their way into the library; their bytes lie in DATA/uploads.
CREATE TABLE library_uploads (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  file_name TEXT NOT NULL,
  expires INTEGER NOT NULL
);
CREATE INDEX library_uploads_by_time ON library_uploads (expires);
