-- Up Migration
ALTER TABLE orders ADD COLUMN note text;
-- Down Migration
CREATE TABLE order_notes (note text);
