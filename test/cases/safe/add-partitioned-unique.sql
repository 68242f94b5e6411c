-- source: PostgreSQL manual, "Partition Maintenance"
-- file: 1700000000001_before.sql
CREATE TABLE measurement (city_id int NOT NULL, logdate date NOT NULL) PARTITION BY RANGE (logdate);
CREATE TABLE measurement_y2007m12 PARTITION OF measurement FOR VALUES FROM ('2007-12-01') TO ('2008-01-01');
-- file: 1700000000002_add-unique.sql
ALTER TABLE ONLY measurement ADD CONSTRAINT measurement_key UNIQUE (city_id, logdate);
-- file: 1700000000003_build-index.sql
CREATE UNIQUE INDEX CONCURRENTLY measurement_y2007m12_key ON measurement_y2007m12 (city_id, logdate);
-- file: 1700000000004_add-to-partition.sql
ALTER TABLE measurement_y2007m12 ADD CONSTRAINT measurement_y2007m12_key UNIQUE USING INDEX measurement_y2007m12_key;
-- file: 1700000000005_attach.sql
ALTER INDEX measurement_key ATTACH PARTITION measurement_y2007m12_key;
