-- source: strong_migrations, "Adding a reference"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- file: 1700000000002_add-city.sql
-- pgmaestro: no-transaction
ALTER TABLE "users" ADD COLUMN IF NOT EXISTS "city_id" bigint;
CREATE INDEX CONCURRENTLY IF NOT EXISTS "index_users_on_city_id" ON "users" ("city_id");
