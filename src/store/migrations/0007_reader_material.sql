-- Articles made of readers' reports: on what ground, what was checked, and by which two people. Nothing here names the
-- report: who steals the tables does not learn which article came from which.
CREATE TABLE reader_material (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  permission TEXT NOT NULL,
  checks TEXT NOT NULL,
  how TEXT NOT NULL,
  used_by TEXT NOT NULL,
  confirmed_by TEXT NOT NULL
);
