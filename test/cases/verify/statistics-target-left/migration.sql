-- Up Migration
ALTER TABLE app.addresses ALTER COLUMN city SET STATISTICS 1000;
-- Down Migration
SELECT 1;
