ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamp with time zone;
