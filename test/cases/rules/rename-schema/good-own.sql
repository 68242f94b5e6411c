CREATE SCHEMA staging;
ALTER SCHEMA staging RENAME TO imports;
