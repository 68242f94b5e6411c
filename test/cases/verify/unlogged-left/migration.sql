-- Up Migration
ALTER TABLE app.imports SET UNLOGGED;
-- Down Migration
SELECT 1;
