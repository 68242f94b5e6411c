-- Up Migration
ALTER TABLE app.leads ALTER COLUMN source DROP NOT NULL;
-- Down Migration
UPDATE app.leads SET source = 'unknown' WHERE source IS NULL;
ALTER TABLE app.leads ALTER COLUMN source SET NOT NULL;
