-- Up Migration
CREATE TABLE IF NOT EXISTS app.severities (name text PRIMARY KEY, rank integer NOT NULL UNIQUE);
INSERT INTO app.severities VALUES ('low', 1), ('medium', 2), ('high', 3) ON CONFLICT DO NOTHING;
ALTER TABLE app.incidents ALTER COLUMN severity DROP DEFAULT;
ALTER TABLE app.incidents ALTER COLUMN severity TYPE text;
ALTER TABLE app.incidents ALTER COLUMN severity SET DEFAULT 'low';
ALTER TABLE app.incidents DROP CONSTRAINT IF EXISTS incidents_severity_fkey;
ALTER TABLE app.incidents ADD CONSTRAINT incidents_severity_fkey FOREIGN KEY (severity) REFERENCES app.severities (name);
DROP TYPE IF EXISTS app.severity;
-- Down Migration
CREATE TYPE app.severity AS ENUM ('low', 'medium', 'high');
ALTER TABLE app.incidents DROP CONSTRAINT IF EXISTS incidents_severity_fkey;
ALTER TABLE app.incidents ALTER COLUMN severity DROP DEFAULT;
ALTER TABLE app.incidents ALTER COLUMN severity TYPE app.severity USING severity::app.severity;
ALTER TABLE app.incidents ALTER COLUMN severity SET DEFAULT 'low';
DROP TABLE IF EXISTS app.severities;
