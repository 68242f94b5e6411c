SET LOCAL lock_timeout = 2000;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
