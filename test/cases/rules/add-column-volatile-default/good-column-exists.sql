-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, token uuid);
-- file: 1700000000002_token.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS token uuid DEFAULT gen_random_uuid();
