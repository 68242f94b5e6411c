-- Up Migration
DROP INDEX IF EXISTS orders_state_idx;
ALTER TABLE orders DROP COLUMN IF EXISTS state;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
-- Down Migration
DO $$
BEGIN
    EXECUTE 'ALTER TABLE orders DROP COLUMN note';
END;
$$;
