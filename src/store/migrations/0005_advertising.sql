-- Advertising. What a campaign books, whom it is for and what a political one owes its readers stands as one JSON
-- document (advertising/document.h): it is read and written whole, and only here and there looked into.

CREATE TABLE advertisers (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL
);

-- `delivered` and `clicked` are the books: changed in the transaction that also writes campaign_counts.
CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY,
  advertiser INTEGER NOT NULL REFERENCES advertisers (id),
  state TEXT NOT NULL,
  political INTEGER NOT NULL,
  document TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  approved_by TEXT NOT NULL,
  report_key TEXT NOT NULL,
  delivered INTEGER NOT NULL,
  clicked INTEGER NOT NULL,
  last_shown INTEGER
);
CREATE INDEX campaigns_by_state ON campaigns (state, id);

CREATE TABLE creatives (
  id INTEGER PRIMARY KEY,
  campaign INTEGER NOT NULL REFERENCES campaigns (id),
  document TEXT NOT NULL,
  asset INTEGER REFERENCES assets (id),
  changed_at INTEGER NOT NULL
);
CREATE INDEX creatives_by_campaign ON creatives (campaign, id);

-- Who did what, and how the campaign stood afterwards. Rows are never changed.
CREATE TABLE campaign_history (
  id INTEGER PRIMARY KEY,
  campaign INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  what TEXT NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX campaign_history_by_campaign ON campaign_history (campaign, id);

-- Of an hour (hours since 1970, UTC); section 0: a page that belongs to none.
CREATE TABLE campaign_counts (
  campaign INTEGER NOT NULL,
  creative INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  site INTEGER NOT NULL,
  slot TEXT NOT NULL,
  section INTEGER NOT NULL,
  served INTEGER NOT NULL,
  viewable INTEGER NOT NULL,
  clicked INTEGER NOT NULL,
  PRIMARY KEY (campaign, hour, creative, site, slot, section)
);

-- How often a slot was there to be filled, whoever filled it: what a forecast is made from.
CREATE TABLE slot_counts (
  hour INTEGER NOT NULL,
  site INTEGER NOT NULL,
  slot TEXT NOT NULL,
  section INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  PRIMARY KEY (hour, site, slot, section)
);

-- How far each journal of counts (advertising/journal.h) has been taken into the tables above.
CREATE TABLE advertising_journals (
  name TEXT PRIMARY KEY,
  taken INTEGER NOT NULL
);

-- What each node may still show of a campaign without asking.
CREATE TABLE campaign_leases (
  node TEXT NOT NULL,
  campaign INTEGER NOT NULL REFERENCES campaigns (id),
  amount INTEGER NOT NULL,
  PRIMARY KEY (node, campaign)
);

-- Elections, referendums and legislative processes that political advertisements may be linked to.
CREATE TABLE votes (
  slug TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL
);

-- Transparency notices (Regulation (EU) 2024/900, Article 12), one row for each state; the highest number holds.
-- Public. A row is never changed; `kept_until` moves with the last publication.
CREATE TABLE political_notices (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (campaign, number)
);
CREATE TABLE political_reach (
  campaign INTEGER PRIMARY KEY,
  served INTEGER NOT NULL,
  clicked INTEGER NOT NULL,
  first_shown INTEGER,
  last_shown INTEGER
);

-- What readers say about advertisements that may break the rules (Article 15).
CREATE TABLE political_flags (
  id INTEGER PRIMARY KEY,
  receipt TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  due INTEGER NOT NULL,
  campaign INTEGER,
  address TEXT NOT NULL,
  reasons TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  decided_at INTEGER,
  decided_by TEXT NOT NULL,
  decision TEXT NOT NULL,
  explanation TEXT NOT NULL
);
CREATE INDEX political_flags_waiting ON political_flags (due, id) WHERE decided_at IS NULL;
