CREATE SCHEMA app;
CREATE TABLE app.payments (id bigint PRIMARY KEY, paid_on date NOT NULL, cents integer NOT NULL);
CREATE VIEW app.daily AS SELECT paid_on, sum(cents) AS cents FROM app.payments GROUP BY paid_on;
CREATE VIEW app.best_day AS SELECT paid_on FROM app.daily ORDER BY cents DESC LIMIT 1;
COMMENT ON VIEW app.daily IS 'Revenue by day.';
