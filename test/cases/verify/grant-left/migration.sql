-- Up Migration
CREATE OR REPLACE VIEW app.salary_count AS SELECT count(*) AS n FROM app.salaries;
GRANT SELECT ON app.salary_count TO PUBLIC;
GRANT SELECT ON app.salaries TO PUBLIC;
-- Down Migration
DROP VIEW IF EXISTS app.salary_count;
