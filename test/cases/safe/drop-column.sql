-- source: strong_migrations, "Removing a column", after the release that ignores it
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, some_attribute text);
-- file: 1700000000002_drop.sql
-- pgmaestro-ignore drop-column: ignored by the code since release 41
ALTER TABLE "users" DROP COLUMN "some_attribute";
