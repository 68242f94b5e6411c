-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS coupons (id bigint PRIMARY KEY);
-- file: 1700000000002_add-coupons.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS coupon_id bigint REFERENCES coupons (id) DEFAULT NULL;
