-- file: 1700000000001_domain.sql
CREATE DOMAIN shop.sku AS text CHECK (length(VALUE) = 8);
-- file: 1700000000002_drop.sql
DROP DOMAIN IF EXISTS shop.sku;
