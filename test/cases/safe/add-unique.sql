-- source: strong_migrations, "Adding a unique constraint"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_build-index.sql
CREATE UNIQUE INDEX CONCURRENTLY "index_users_on_email" ON "users" ("email");
-- file: 1700000000003_add-unique.sql
ALTER TABLE "users" ADD CONSTRAINT "users_email_key" UNIQUE USING INDEX "index_users_on_email";
