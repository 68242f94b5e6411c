-- Up Migration
ALTER TABLE app.products ADD COLUMN IF NOT EXISTS sku text;
ALTER TABLE app.products DROP CONSTRAINT IF EXISTS products_name_length;
ALTER TABLE app.products ADD CONSTRAINT products_name_length CHECK (char_length(name) <= 10000);
-- Down Migration
ALTER TABLE app.products DROP COLUMN IF EXISTS sku;
