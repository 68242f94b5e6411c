-- Up Migration
DO $$
BEGIN
    CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
END $$;
-- Down Migration
DROP INDEX IF EXISTS orders_user_id_idx;
