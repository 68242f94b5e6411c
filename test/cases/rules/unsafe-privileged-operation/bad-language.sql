CREATE EXTENSION IF NOT EXISTS plpython3u;
CREATE FUNCTION run(cmd text) RETURNS text LANGUAGE plpython3u AS $$ return 1 $$;
CREATE LANGUAGE plperlu;
