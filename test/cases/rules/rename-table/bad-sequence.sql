-- file: 1700000000001_create-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigserial PRIMARY KEY);
CREATE SEQUENCE IF NOT EXISTS invoice_numbers;
-- file: 1700000000002_case.sql
ALTER SEQUENCE invoice_numbers RENAME TO bill_numbers;
ALTER TABLE orders_id_seq RENAME TO orders_number;
ALTER SEQUENCE IF EXISTS users_id_seq RENAME TO members_id_seq;
