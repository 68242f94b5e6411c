-- Up Migration
CREATE TABLE IF NOT EXISTS app.settings (key text PRIMARY KEY, value text);
CREATE TABLE IF NOT EXISTS app.setting_changes (id bigint PRIMARY KEY, key text NOT NULL REFERENCES app.settings (key));
-- Down Migration
DROP TABLE IF EXISTS app.setting_changes;
DROP TABLE IF EXISTS app.settings;
