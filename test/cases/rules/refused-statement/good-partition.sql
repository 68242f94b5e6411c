-- file: 1700000000001_readings.sql
CREATE TABLE readings (id bigint, day int, note text) PARTITION BY RANGE (day);
CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM (0) TO (10);
CREATE TABLE readings_2 PARTITION OF readings FOR VALUES FROM (10) TO (20);
ALTER TABLE readings DETACH PARTITION readings_2;
-- file: 1700000000002_case.sql
ALTER TABLE readings_1 ALTER COLUMN note SET DEFAULT 'x';
ALTER TABLE readings_2 ADD COLUMN total int;
ALTER TABLE readings_2 DROP COLUMN note;
