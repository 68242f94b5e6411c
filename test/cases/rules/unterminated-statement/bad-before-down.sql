-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
CREATE INDEX IF NOT EXISTS orders_id_idx ON

-- Down Migration
DROP TABLE IF EXISTS orders;
