SET LOCAL lock_timeout = '1min';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
