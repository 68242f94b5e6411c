-- source: strong_migrations, "Backfilling data"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, some_column text);
-- file: 1700000000002_fill.sql
-- pgmaestro: no-transaction
UPDATE users SET some_column = 'default_value' WHERE id >= 1 AND id < 1001 AND some_column IS NULL;
UPDATE users SET some_column = 'default_value' WHERE id >= 1001 AND id < 2001 AND some_column IS NULL;
