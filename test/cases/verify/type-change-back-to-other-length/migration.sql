-- Up Migration
ALTER TABLE app.cities ALTER COLUMN name TYPE text;
-- Down Migration
ALTER TABLE app.cities ALTER COLUMN name TYPE varchar(255);
