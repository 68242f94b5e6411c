-- Up Migration
SET LOCAL lock_timeout = '2s';
SET statement_timeout = '60s';
SET search_path TO app;
ALTER TABLE big ADD COLUMN IF NOT EXISTS size integer;
-- Down Migration
SET LOCAL lock_timeout = '2s';
ALTER TABLE app.big DROP COLUMN IF EXISTS size;
