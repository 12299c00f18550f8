-- How far readers watched an advertisement's film, in VAST's parts: each counts once for one view of a page.
ALTER TABLE campaign_counts ADD COLUMN started INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign_counts ADD COLUMN first_quartile INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign_counts ADD COLUMN midpoint INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign_counts ADD COLUMN third_quartile INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign_counts ADD COLUMN completed INTEGER NOT NULL DEFAULT 0;
