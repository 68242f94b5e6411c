-- Up Migration
CREATE UNIQUE INDEX IF NOT EXISTS flags_one_enabled_key ON app.flags (enabled) WHERE enabled;
-- Down Migration
DROP INDEX IF EXISTS app.flags_one_enabled_key;
