-- source: PostgreSQL manual, "Partition Maintenance"
-- file: 1700000000001_before.sql
CREATE TABLE measurement (city_id int NOT NULL, logdate date NOT NULL, peaktemp int) PARTITION BY RANGE (logdate);
CREATE TABLE measurement_y2007m12 PARTITION OF measurement FOR VALUES FROM ('2007-12-01') TO ('2008-01-01');
-- file: 1700000000002_create-partition.sql
CREATE TABLE measurement_y2008m02 (LIKE measurement INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE measurement_y2008m02 ADD CONSTRAINT y2008m02
    CHECK (logdate >= DATE '2008-02-01' AND logdate < DATE '2008-03-01');
-- file: 1700000000003_attach-partition.sql
ALTER TABLE measurement ATTACH PARTITION measurement_y2008m02 FOR VALUES FROM ('2008-02-01') TO ('2008-03-01');
-- file: 1700000000004_drop-check.sql
ALTER TABLE measurement_y2008m02 DROP CONSTRAINT y2008m02;
