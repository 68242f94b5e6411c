-- Up Migration
DROP CAST IF EXISTS (text AS app.flag);
CREATE CAST (text AS app.flag) WITH INOUT AS ASSIGNMENT;
-- Down Migration
DROP CAST IF EXISTS (text AS app.flag);
