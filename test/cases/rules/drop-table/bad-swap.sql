ALTER TABLE orders_new ADD COLUMN IF NOT EXISTS note text;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
