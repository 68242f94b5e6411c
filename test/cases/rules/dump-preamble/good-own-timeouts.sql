SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = 0;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
