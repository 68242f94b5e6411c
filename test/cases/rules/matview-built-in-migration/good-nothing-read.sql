CREATE TABLE days AS SELECT generate_series(1, 31) AS day;
CREATE TEMP TABLE sums AS SELECT * FROM orders;
