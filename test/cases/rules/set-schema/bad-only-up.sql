-- Up Migration
ALTER TABLE orders SET SCHEMA shop;
-- Down Migration
ALTER TABLE shop.orders SET SCHEMA public;
