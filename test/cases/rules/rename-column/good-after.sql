-- pgmaestro: phase after
ALTER TABLE users RENAME COLUMN name TO full_name;
