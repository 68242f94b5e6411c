-- file: 1700000000001_email.sql
CREATE DOMAIN email AS text;
-- file: 1700000000002_orders.sql
ALTER TABLE orders ADD COLUMN contact email;
