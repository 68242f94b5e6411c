CREATE SCHEMA app;
CREATE TABLE app.sales (id bigint PRIMARY KEY, day date NOT NULL, cents bigint NOT NULL);
CREATE MATERIALIZED VIEW app.sales_by_day AS SELECT day, sum(cents) AS cents FROM app.sales GROUP BY day;
CREATE UNIQUE INDEX sales_by_day_key ON app.sales_by_day (day);
