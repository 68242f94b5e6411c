-- Up Migration
DROP TABLE IF EXISTS app.cache;
CREATE TABLE app.cache (key text PRIMARY KEY, value jsonb);
-- Down Migration
DROP TABLE IF EXISTS app.cache;
