-- Up Migration
DROP TABLE IF EXISTS app.tags;
-- Down Migration
CREATE TABLE IF NOT EXISTS app.tags (id bigint PRIMARY KEY, color text, name text NOT NULL);
