ALTER TABLE orders ADD COLUMN region text;
CREATE TABLE regions (code text PRIMARY KEY);
