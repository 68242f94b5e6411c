-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY,);
-- Down Migration
DROP TABLE IF EXISTS orders;
