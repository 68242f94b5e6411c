SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
COMMENT ON COLUMN orders.region IS 'Where it is shipped to.';
