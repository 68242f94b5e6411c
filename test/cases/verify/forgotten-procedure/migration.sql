-- Up Migration
CREATE OR REPLACE PROCEDURE app.purge_logs(keep interval) LANGUAGE sql AS
    'DELETE FROM app.logs WHERE at < now() - keep';
-- Down Migration
DROP FUNCTION IF EXISTS app.purge_logs(interval);
