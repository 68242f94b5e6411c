-- source: strong_migrations, "Adding a check constraint"
-- file: 1700000000001_before.sql
CREATE TABLE products (id bigint PRIMARY KEY, price numeric NOT NULL);
-- file: 1700000000002_add-price-check.sql
ALTER TABLE "products" ADD CONSTRAINT "price_check" CHECK (price > 0) NOT VALID;
-- file: 1700000000003_validate-price-check.sql
ALTER TABLE "products" VALIDATE CONSTRAINT "price_check";
