-- Up Migration
ALTER TABLE orders ALTER COLUMN channel DROP DEFAULT;
-- Down Migration
ALTER TABLE orders ALTER COLUMN channel SET DEFAULT 'web';
