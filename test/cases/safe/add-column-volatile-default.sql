-- source: strong_migrations, "Adding a column with a default value"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- file: 1700000000002_add-token.sql
ALTER TABLE "users" ADD "token" uuid;
ALTER TABLE "users" ALTER COLUMN "token" SET DEFAULT gen_random_uuid();
-- file: 1700000000003_fill-token.sql
UPDATE "users" SET "token" = DEFAULT WHERE "id" >= 1 AND "id" < 10000 AND "token" IS NULL;
UPDATE "users" SET "token" = DEFAULT WHERE "id" >= 10000 AND "id" < 20000 AND "token" IS NULL;
