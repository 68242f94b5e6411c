-- Up Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS locale;
-- Down Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS locale text DEFAULT 'en';
