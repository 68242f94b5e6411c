-- Up Migration
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA extensions;
ALTER TABLE app.products ADD COLUMN IF NOT EXISTS attributes extensions.hstore;
CREATE INDEX IF NOT EXISTS idx_products_attributes ON app.products USING gin (attributes);
-- Down Migration
ALTER TABLE app.products DROP COLUMN IF EXISTS attributes;
DROP EXTENSION IF EXISTS hstore;
DROP SCHEMA IF EXISTS extensions;
