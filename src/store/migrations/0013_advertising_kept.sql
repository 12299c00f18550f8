-- How a vote of the calendar stood, and who put it there: its silence and its day decide what may be shown. Rows are
-- never changed.
CREATE TABLE vote_history (
  slug TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (slug, number)
);
INSERT INTO vote_history (slug, number, at, by_whom, document)
  SELECT slug, 1, changed_at, changed_by, document FROM votes;

-- When the node last said that it is there: what one that is gone has been promised is given to others after an hour.
ALTER TABLE campaign_leases ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
