-- file: 1700000000001_orders.sql
CREATE TYPE order_status AS ENUM ('new', 'paid');
CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer DEFAULT 0, note text DEFAULT NULL);
-- file: 1700000000002_status.sql
ALTER TABLE orders
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE order_status USING status::order_status,
    ALTER COLUMN status SET DEFAULT 'new',
    ALTER COLUMN total TYPE bigint,
    ALTER COLUMN note TYPE jsonb USING note::jsonb;
