-- source: strong_migrations, "Adding a foreign key"
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY, order_id bigint);
CREATE INDEX users_order_id ON users (order_id);
-- file: 1700000000002_add-key.sql
ALTER TABLE "users" ADD CONSTRAINT "fk_rails_c1e9b98e31" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") NOT VALID;
-- file: 1700000000003_validate-key.sql
ALTER TABLE "users" VALIDATE CONSTRAINT "fk_rails_c1e9b98e31";
