-- Up Migration
REVOKE EXECUTE ON FUNCTION app.reset_all() FROM PUBLIC;
-- Down Migration
GRANT EXECUTE ON FUNCTION app.reset_all() TO PUBLIC;
