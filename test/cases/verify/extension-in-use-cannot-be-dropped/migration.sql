-- Up Migration
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE IF NOT EXISTS app.members (id bigint PRIMARY KEY, email citext NOT NULL UNIQUE);
-- Down Migration
DROP TABLE IF EXISTS app.members;
DROP EXTENSION IF EXISTS citext;
