-- Sealed reports. What readers wrote is only here as ciphertext. Times are hours since 1970 (UTC): nothing tells when a
-- reader was here more closely than that. Identifiers are random, not counted: a count would stand between articles
-- whose times are known. Bytes are base64url without padding.

-- The desk's public keys; one is in use (retired_hour is null).
CREATE TABLE report_desk_keys (
  id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  made_hour INTEGER NOT NULL,
  retired_hour INTEGER
);

-- The private key, wrapped in the browser for each who may open reports.
CREATE TABLE report_desk_members (
  desk_key TEXT NOT NULL REFERENCES report_desk_keys (id),
  member TEXT NOT NULL,
  wrapped TEXT NOT NULL,
  PRIMARY KEY (desk_key, member)
);

-- `fetch_digest`: SHA-256 of the name that the receipt gives; '' where the report came without a receipt.
CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES sites (id),
  fetch_digest TEXT NOT NULL,
  hour INTEGER NOT NULL,
  letters INTEGER NOT NULL,
  notes INTEGER NOT NULL,
  sealed_on_arrival INTEGER NOT NULL,
  label TEXT NOT NULL,
  assigned TEXT NOT NULL,
  destroy_hour INTEGER NOT NULL
);
CREATE UNIQUE INDEX reports_by_fetch ON reports (fetch_digest) WHERE fetch_digest <> '';
CREATE INDEX reports_by_hour ON reports (hour, id);
CREATE INDEX reports_by_destruction ON reports (destroy_hour);

CREATE TABLE report_letters (
  report TEXT NOT NULL REFERENCES reports (id),
  number INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  letter TEXT NOT NULL,
  PRIMARY KEY (report, number)
);

CREATE TABLE report_notes (
  report TEXT NOT NULL REFERENCES reports (id),
  number INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  author TEXT NOT NULL,
  letter TEXT NOT NULL,
  PRIMARY KEY (report, number)
);

-- Files on their way or arrived (DATA/reports). `number` is the one that the report's letters name them by.
CREATE TABLE report_uploads (
  id TEXT PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports (id),
  number INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  expires_hour INTEGER NOT NULL,
  UNIQUE (report, number)
);
CREATE INDEX report_uploads_by_expiry ON report_uploads (expires_hour) WHERE complete = 0;

-- Proof that reports were destroyed: each row holds a digest of the report's letters and of the row before it.
CREATE TABLE report_destructions (
  number INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  hour INTEGER NOT NULL,
  reason TEXT NOT NULL,
  letters INTEGER NOT NULL,
  files INTEGER NOT NULL,
  digest TEXT NOT NULL,
  chain TEXT NOT NULL
);
