CREATE OR REPLACE FUNCTION needs_vacuum() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    vacuum boolean;
BEGIN
    SELECT s.vacuum INTO vacuum FROM settings s;
    vacuum := NOT vacuum;
    RETURN vacuum;
END;
$$;
