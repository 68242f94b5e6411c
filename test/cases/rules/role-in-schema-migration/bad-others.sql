ALTER ROLE app SET statement_timeout = '5s';
DROP ROLE IF EXISTS reporting, old_app;
