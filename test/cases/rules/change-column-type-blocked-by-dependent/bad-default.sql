-- file: 1700000000001_orders.sql
CREATE TYPE order_status AS ENUM ('new', 'paid');
CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL DEFAULT 'new', paid integer NOT NULL DEFAULT 0);
-- file: 1700000000002_status.sql
ALTER TABLE orders
    ALTER COLUMN status TYPE order_status USING status::order_status,
    ALTER COLUMN paid TYPE boolean USING paid <> 0;
