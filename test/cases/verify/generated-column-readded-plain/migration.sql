-- Up Migration
ALTER TABLE app.items DROP COLUMN IF EXISTS total;
-- Down Migration
ALTER TABLE app.items ADD COLUMN IF NOT EXISTS total numeric(20, 2);
UPDATE app.items SET total = price * quantity;
