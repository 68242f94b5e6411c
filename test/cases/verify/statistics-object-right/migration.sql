-- Up Migration
CREATE STATISTICS IF NOT EXISTS app.addresses_zip_city (dependencies) ON zip, city FROM app.addresses;
-- Down Migration
DROP STATISTICS IF EXISTS app.addresses_zip_city;
