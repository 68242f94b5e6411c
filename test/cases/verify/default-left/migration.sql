-- Up Migration
ALTER TABLE app.orders ALTER COLUMN priority SET DEFAULT 5;
ALTER TABLE app.orders ADD COLUMN IF NOT EXISTS queue text;
-- Down Migration
ALTER TABLE app.orders DROP COLUMN IF EXISTS queue;
