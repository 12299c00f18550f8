-- After which paragraph of a text its advertisement stands; 0: after the text. A site that takes another's articles over
-- chooses for itself (interchange/wordpress.cpp); those that are here get what is usual.
ALTER TABLE sites ADD COLUMN slot_after INTEGER NOT NULL DEFAULT 3;
