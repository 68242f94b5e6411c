-- file: 1700000000001_schema.sql
CREATE SCHEMA IF NOT EXISTS reporting;
-- file: 1700000000002_report.sql
-- Up Migration
CREATE SCHEMA IF NOT EXISTS reporting;
-- Down Migration
DROP SCHEMA IF EXISTS reporting;
