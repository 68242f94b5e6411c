CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint);
CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
ALTER TABLE users ADD COLUMN IF NOT EXISTS note text;
COMMENT ON TABLE shops IS 'Where people buy.';
