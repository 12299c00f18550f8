-- Several reports of one event: the others name the one that the desk goes on with ('': none).
ALTER TABLE reports ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
