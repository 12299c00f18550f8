-- Accounts of the newsroom. No secret stands here in a form that opens anything: passwords as argon2id, sessions,
-- invitations and recovery codes as SHA-256 of random tokens, the secrets of authenticator programs sealed.

-- `email` in lower case: what a person signs in with and what revisions are signed with, so never changed.
-- `handle`: random, what passkeys know the account by. `totp_step`: the newest code that was taken (30 s each).
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  password TEXT NOT NULL,
  totp_secret TEXT NOT NULL,
  totp_step INTEGER NOT NULL,
  handle TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
);

-- Who may do what where. `site` 0: every site; `section` 0: every section.
CREATE TABLE user_roles (
  account INTEGER NOT NULL REFERENCES users (id),
  site INTEGER NOT NULL,
  section INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (account, site, section, role)
);

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES users (id),
  digest TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account, created_at);

CREATE TABLE invitations (
  digest TEXT PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL
);
CREATE INDEX invitations_by_account ON invitations (account);

CREATE TABLE recovery_codes (
  account INTEGER NOT NULL REFERENCES users (id),
  digest TEXT NOT NULL,
  PRIMARY KEY (account, digest)
);

-- `credential` and `public_key` in base64 (URL-safe), `algorithm` as COSE numbers them.
CREATE TABLE passkeys (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES users (id),
  credential TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  algorithm INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER
);
CREATE INDEX passkeys_by_account ON passkeys (account, id);

-- Who did what, when: rows are only ever added. `digest` covers the row and the digest before it, so that a row that
-- was changed or taken out afterwards is noticed.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  digest TEXT NOT NULL
);
