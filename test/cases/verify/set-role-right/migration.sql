-- Up Migration
SET ROLE pg_database_owner;
CREATE TABLE IF NOT EXISTS app.owned (id bigint PRIMARY KEY, note text);
RESET ROLE;
-- Down Migration
SET ROLE pg_database_owner;
DROP TABLE IF EXISTS app.owned;
RESET ROLE;
