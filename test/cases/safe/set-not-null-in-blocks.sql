-- source: squawk, adding-not-nullable-field
-- file: 1700000000001_before.sql
CREATE TABLE recipe (id bigint PRIMARY KEY, view_count bigint);
-- file: 1700000000002_set-not-null.sql
BEGIN;
ALTER TABLE "recipe" ADD CONSTRAINT "view_count_not_null" CHECK ("view_count" IS NOT NULL) NOT VALID;
COMMIT;

BEGIN;
ALTER TABLE "recipe" VALIDATE CONSTRAINT "view_count_not_null";
COMMIT;

BEGIN;
ALTER TABLE "recipe" ALTER COLUMN "view_count" SET NOT NULL;
ALTER TABLE "recipe" DROP CONSTRAINT "view_count_not_null";
COMMIT;
