-- Up Migration
CREATE TYPE app.address AS (street text, city text, zip text);
CREATE TABLE IF NOT EXISTS app.warehouses (id bigint PRIMARY KEY, address app.address);
-- Down Migration
DROP TABLE IF EXISTS app.warehouses;
DROP TYPE IF EXISTS app.address;
