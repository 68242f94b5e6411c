-- Up Migration
ALTER TABLE app.notes INHERIT app.base;
-- Down Migration
SELECT 1;
