ALTER TABLE users RENAME COLUMN name TO legacy_name;
ALTER TABLE users ADD COLUMN name text;
