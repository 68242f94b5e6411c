-- source: PostgreSQL manual, "Partition Maintenance", and CREATE INDEX
-- file: 1700000000001_before.sql
CREATE TABLE measurement (city_id int NOT NULL, logdate date NOT NULL, unitsales int) PARTITION BY RANGE (logdate);
CREATE TABLE measurement_y2007m12 PARTITION OF measurement FOR VALUES FROM ('2007-12-01') TO ('2008-01-01');
CREATE TABLE measurement_y2008m02 PARTITION OF measurement FOR VALUES FROM ('2008-02-01') TO ('2008-03-01');
-- file: 1700000000002_index-parent.sql
CREATE INDEX measurement_usls_idx ON ONLY measurement (unitsales);
-- file: 1700000000003_index-first.sql
CREATE INDEX CONCURRENTLY measurement_usls_200712_idx ON measurement_y2007m12 (unitsales);
-- file: 1700000000004_attach-first.sql
ALTER INDEX measurement_usls_idx ATTACH PARTITION measurement_usls_200712_idx;
-- file: 1700000000005_index-second.sql
CREATE INDEX CONCURRENTLY measurement_usls_200802_idx ON measurement_y2008m02 (unitsales);
-- file: 1700000000006_attach-second.sql
ALTER INDEX measurement_usls_idx ATTACH PARTITION measurement_usls_200802_idx;
