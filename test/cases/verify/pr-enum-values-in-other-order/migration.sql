-- Up Migration
ALTER TABLE app.incidents ALTER COLUMN severity DROP DEFAULT;
ALTER TABLE app.incidents ALTER COLUMN severity TYPE text;
ALTER TABLE app.incidents ALTER COLUMN severity SET DEFAULT 'low';
DROP TYPE IF EXISTS app.severity;
-- Down Migration
CREATE TYPE app.severity AS ENUM ('high', 'low', 'medium');
ALTER TABLE app.incidents ALTER COLUMN severity DROP DEFAULT;
ALTER TABLE app.incidents ALTER COLUMN severity TYPE app.severity USING severity::app.severity;
ALTER TABLE app.incidents ALTER COLUMN severity SET DEFAULT 'low';
