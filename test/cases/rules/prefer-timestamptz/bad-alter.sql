ALTER TABLE orders ADD COLUMN IF NOT EXISTS paid_at timestamp;
ALTER TABLE orders ALTER COLUMN created_at TYPE timestamp;
CREATE DOMAIN moment AS timestamp;
