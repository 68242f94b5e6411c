CREATE TABLE import_rows (id bigint PRIMARY KEY);
TRUNCATE import_rows;
CREATE TEMP TABLE sums (id bigint);
TRUNCATE sums;
