-- file: 1700000000001_readings.sql
CREATE TABLE readings (id bigint, day int, note text) PARTITION BY RANGE (day);
CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM (0) TO (10);
-- file: 1700000000002_case.sql
ALTER TABLE readings_1 ADD COLUMN IF NOT EXISTS total int;
ALTER TABLE readings_1 DROP COLUMN note;
ALTER TABLE readings_1 DROP COLUMN IF EXISTS kind;
ALTER TABLE readings_1 RENAME COLUMN note TO remark;
ALTER TABLE readings_1 ALTER COLUMN id TYPE int;
