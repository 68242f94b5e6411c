-- Up Migration
CREATE OR REPLACE FUNCTION app.user_count() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS 'SELECT count(*) FROM pg_catalog.pg_authid';
-- Down Migration
CREATE OR REPLACE FUNCTION app.user_count() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    AS 'SELECT count(*) FROM pg_catalog.pg_roles';
