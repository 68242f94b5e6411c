-- Up Migration
ALTER TABLE app.orders ADD COLUMN IF NOT EXISTS archived_at timestamptz;
COMMENT ON TABLE app.orders IS 'Orders, archived ones included.';
-- Down Migration
ALTER TABLE app.orders DROP COLUMN IF EXISTS archived_at;
