-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- file: 1700000000002_case.sql
REINDEX TABLE measurements;
