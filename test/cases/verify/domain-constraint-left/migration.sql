-- Up Migration
ALTER DOMAIN app.percent ADD CONSTRAINT percent_range CHECK (VALUE BETWEEN -1000 AND 1000) NOT VALID;
-- Down Migration
SELECT 1;
