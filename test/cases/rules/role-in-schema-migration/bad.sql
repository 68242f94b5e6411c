-- Up Migration
CREATE ROLE reporting NOLOGIN;
GRANT SELECT ON orders TO reporting;
-- Down Migration
DROP ROLE IF EXISTS reporting;
