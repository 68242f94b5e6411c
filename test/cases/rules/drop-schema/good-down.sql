-- Up Migration
CREATE SCHEMA IF NOT EXISTS reporting;
-- Down Migration
DROP SCHEMA IF EXISTS reporting;
