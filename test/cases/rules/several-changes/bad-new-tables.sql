CREATE TABLE IF NOT EXISTS shops (id bigint PRIMARY KEY);
CREATE INDEX IF NOT EXISTS shops_id_idx ON shops (id);
CREATE TABLE IF NOT EXISTS moods (id bigint PRIMARY KEY, mood text);
