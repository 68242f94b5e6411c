-- file: 1700000000001_domains.sql
CREATE DOMAIN shop.amount AS numeric NOT NULL;
CREATE DOMAIN shop.price AS shop.amount;
-- file: 1700000000002_orders.sql
ALTER TABLE shop.orders ADD COLUMN price shop.price DEFAULT 0;
