-- What is published at the hour: the revision that was the newest when the article was scheduled. What is saved
-- afterwards waits until somebody schedules again, as it waits after publishing until somebody publishes again.
ALTER TABLE articles ADD COLUMN scheduled_revision INTEGER;
UPDATE articles SET scheduled_revision = newest_revision WHERE state = 'scheduled';

-- What was published late or not at all, for the overview: few among many notes.
CREATE INDEX notes_missed ON notes (at) WHERE kind = 'missed';
