CREATE SCHEMA app;
CREATE FUNCTION app.user_count() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM pg_catalog.pg_roles';
