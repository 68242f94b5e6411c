-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, channel varchar(20) NOT NULL DEFAULT 'web');
-- file: 1700000000002_channel.sql
ALTER TABLE orders
    ADD COLUMN IF NOT EXISTS channel character varying(20) NOT NULL DEFAULT 'web',
    ADD COLUMN IF NOT EXISTS note text;
