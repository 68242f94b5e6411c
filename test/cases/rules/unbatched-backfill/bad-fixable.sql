-- file: 1700000000001_orders.sql
CREATE TABLE shop.orders (id bigint PRIMARY KEY, total int, total_cents int);
-- file: 1700000000002_case.sql
UPDATE shop.orders SET total_cents = total * 100;
