CREATE SCHEMA IF NOT EXISTS sales;
CREATE OR REPLACE VIEW sales.orders AS SELECT id, user_id FROM shop.orders;
