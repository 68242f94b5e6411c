-- Up Migration
DROP VIEW IF EXISTS app.revenue;
ALTER TABLE app.payments ALTER COLUMN cents TYPE bigint;
CREATE VIEW app.revenue AS SELECT sum(cents) AS cents FROM app.payments;
-- Down Migration
ALTER TABLE app.payments ALTER COLUMN cents TYPE integer;
