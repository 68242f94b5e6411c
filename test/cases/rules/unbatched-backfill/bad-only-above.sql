-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, total_cents int);
-- file: 1700000000002_case.sql
UPDATE orders SET total_cents = total * 100 WHERE id > 0;
