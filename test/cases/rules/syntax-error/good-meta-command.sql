\set limit 5
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, total numeric);
