-- source: strong_migrations, "Adding a json column"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- file: 1700000000002_add-properties.sql
ALTER TABLE "users" ADD "properties" jsonb;
