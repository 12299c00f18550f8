-- What was received for a political advertisement (Regulation (EU) 2024/900, Article 12(1)(d) and (e)): dated entries,
-- each with its source. A row is never changed: a correction is a further entry that takes the place of one before.
CREATE TABLE political_entries (
  campaign INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (campaign, number)
);

-- The same as a ledger with two sides: what an entry adds to whoever received it, it takes from its source, so that the
-- cents of each entry sum to nought, and the balance of an account is what a notice tells.
CREATE TABLE political_postings (
  campaign INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  account TEXT NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (campaign, entry, account)
);
