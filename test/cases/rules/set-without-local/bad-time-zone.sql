SET TIME ZONE 'UTC';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS shipped_at timestamptz;
