CREATE TYPE order_status AS ENUM ('open', 'paid');
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
CREATE TABLE orders (id bigint PRIMARY KEY, status order_status DEFAULT 'refunded');
