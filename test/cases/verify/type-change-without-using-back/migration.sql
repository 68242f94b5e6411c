-- Up Migration
ALTER TABLE app.zones ALTER COLUMN zip TYPE text;
-- Down Migration
ALTER TABLE app.zones ALTER COLUMN zip TYPE integer;
