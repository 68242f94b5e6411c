-- Up Migration
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE IF NOT EXISTS app.coupons (code text PRIMARY KEY, percent integer NOT NULL);
-- Down Migration
DROP SCHEMA IF EXISTS app CASCADE;
