-- Up Migration
ALTER TABLE app.feed REPLICA IDENTITY FULL;
-- Down Migration
SELECT 1;
