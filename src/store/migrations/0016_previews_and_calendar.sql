-- The links of an article are listed and withdrawn, one by one or all; those of an account that is closed end with it.
CREATE INDEX previews_by_article ON previews (article, expires_at);
CREATE INDEX previews_by_maker ON previews (made_by);

-- The calendar asks what an embargo holds until a day of that week.
CREATE INDEX articles_embargoed ON articles (embargo_until) WHERE embargo_until IS NOT NULL;
