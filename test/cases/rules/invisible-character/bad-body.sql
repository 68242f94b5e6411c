CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.note := 'a b';
    RETURN NEW;
END;
$$;
-- done ‮ ;etis
