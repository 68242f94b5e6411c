-- Up Migration
ALTER TABLE app.addresses ALTER COLUMN city SET STATISTICS 1000;
-- Down Migration
ALTER TABLE app.addresses ALTER COLUMN city SET STATISTICS -1;
