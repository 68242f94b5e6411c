-- Up Migration
DROP VIEW IF EXISTS app.best_day;
DROP VIEW IF EXISTS app.daily;
ALTER TABLE app.payments ALTER COLUMN cents TYPE bigint;
CREATE VIEW app.daily AS SELECT paid_on, sum(cents) AS cents FROM app.payments GROUP BY paid_on;
COMMENT ON VIEW app.daily IS 'Revenue by day.';
CREATE VIEW app.best_day AS SELECT paid_on FROM app.daily ORDER BY cents DESC LIMIT 1;
-- Down Migration
DROP VIEW IF EXISTS app.best_day;
DROP VIEW IF EXISTS app.daily;
ALTER TABLE app.payments ALTER COLUMN cents TYPE integer;
CREATE VIEW app.daily AS SELECT paid_on, sum(cents) AS cents FROM app.payments GROUP BY paid_on;
COMMENT ON VIEW app.daily IS 'Revenue by day.';
CREATE VIEW app.best_day AS SELECT paid_on FROM app.daily ORDER BY cents DESC LIMIT 1;
