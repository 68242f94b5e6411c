CREATE TEMPORARY TABLE totals (id bigint);
DROP TABLE totals;
DROP TABLE IF EXISTS pg_temp.sums;
