-- Up Migration
ALTER TABLE app.stock ADD COLUMN IF NOT EXISTS unit text;
UPDATE app.stock SET unit = 'piece';
-- Down Migration
ALTER TABLE app.stock DROP COLUMN IF EXISTS unit;
