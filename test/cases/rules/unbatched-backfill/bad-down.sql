-- Up Migration
ALTER TABLE orders ADD COLUMN note text;
-- Down Migration
UPDATE orders SET state = 'open';
