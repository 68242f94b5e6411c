-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text, name text, kind integer);
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- file: 1700000000002_change-users.sql
-- Up Migration
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN kind TYPE bigint;
ALTER TABLE users ALTER COLUMN kind SET DEFAULT 1;
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok';
INSERT INTO users (id, email) VALUES (1, 'root') ON CONFLICT (id) DO NOTHING;
ALTER TABLE users ADD COLUMN IF NOT EXISTS note text;
-- Down Migration
ALTER TABLE users DROP COLUMN IF EXISTS note;
