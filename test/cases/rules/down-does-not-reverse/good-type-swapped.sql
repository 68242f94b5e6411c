-- file: 1700000000001_add-users.sql
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, feeling mood);
-- file: 1700000000002_add-mood.sql
-- Up Migration
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok';
-- Down Migration
ALTER TYPE mood RENAME TO mood_with_ok;
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TABLE users ALTER COLUMN feeling TYPE mood USING feeling::text::mood;
DROP TYPE mood_with_ok;
