-- Up Migration
DROP INDEX IF EXISTS app.idx_profiles_attributes;
CREATE INDEX IF NOT EXISTS idx_profiles_locale ON app.profiles ((attributes ->> 'locale'));
-- Down Migration
DROP INDEX IF EXISTS app.idx_profiles_locale;
CREATE INDEX IF NOT EXISTS idx_profiles_attributes ON app.profiles (attributes);
