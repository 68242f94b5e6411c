CREATE FUNCTION close_order(id bigint) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ $$;
ALTER FUNCTION close_order(bigint) SET search_path = pg_catalog, pg_temp;
