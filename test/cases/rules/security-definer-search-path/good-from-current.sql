CREATE FUNCTION close_order(id bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$ $$;
