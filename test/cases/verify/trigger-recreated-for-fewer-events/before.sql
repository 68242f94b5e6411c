CREATE SCHEMA app;
CREATE TABLE app.pages (id bigint PRIMARY KEY, body text);
CREATE FUNCTION app.index_page() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER pages_index AFTER INSERT OR UPDATE ON app.pages FOR EACH ROW EXECUTE FUNCTION app.index_page();
