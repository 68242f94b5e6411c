-- Up Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS locale;
-- Down Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS locale text;
UPDATE app.users SET locale = 'en';
ALTER TABLE app.users ALTER COLUMN locale SET NOT NULL;
