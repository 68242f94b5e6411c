-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, channel text DEFAULT 'web', paid boolean DEFAULT false);
-- file: 1700000000002_channel.sql
ALTER TABLE orders
    ADD COLUMN IF NOT EXISTS channel text NOT NULL DEFAULT 'web',
    ADD COLUMN IF NOT EXISTS paid boolean DEFAULT true;
