-- source: strong_migrations, "Setting NOT NULL on an existing column"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, some_column text);
-- file: 1700000000002_add-check.sql
ALTER TABLE "users" ADD CONSTRAINT "users_some_column_null" CHECK ("some_column" IS NOT NULL) NOT VALID;
-- file: 1700000000003_set-not-null.sql
ALTER TABLE "users" VALIDATE CONSTRAINT "users_some_column_null";
ALTER TABLE "users" ALTER COLUMN "some_column" SET NOT NULL;
ALTER TABLE "users" DROP CONSTRAINT "users_some_column_null";
