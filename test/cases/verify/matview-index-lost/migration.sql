-- Up Migration
DROP MATERIALIZED VIEW IF EXISTS app.sales_by_day;
CREATE MATERIALIZED VIEW app.sales_by_day AS
    SELECT day, sum(cents) AS cents, count(*) AS sales FROM app.sales GROUP BY day;
CREATE UNIQUE INDEX sales_by_day_key ON app.sales_by_day (day);
-- Down Migration
DROP MATERIALIZED VIEW IF EXISTS app.sales_by_day;
CREATE MATERIALIZED VIEW app.sales_by_day AS SELECT day, sum(cents) AS cents FROM app.sales GROUP BY day;
