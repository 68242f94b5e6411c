-- source: PostgreSQL manual, ALTER TABLE, DETACH PARTITION
-- file: 1700000000001_before.sql
CREATE TABLE measurement (city_id int NOT NULL, logdate date NOT NULL) PARTITION BY RANGE (logdate);
CREATE TABLE measurement_y2006m02 PARTITION OF measurement FOR VALUES FROM ('2006-02-01') TO ('2006-03-01');
-- file: 1700000000002_detach.sql
ALTER TABLE measurement DETACH PARTITION measurement_y2006m02 CONCURRENTLY;
