-- file: 1700000000001_import.sql
CREATE TEMPORARY TABLE imported (line text);
ALTER TABLE imported ADD COLUMN id uuid DEFAULT gen_random_uuid();
