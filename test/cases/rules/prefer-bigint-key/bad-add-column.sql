ALTER TABLE orders ADD COLUMN number serial;
