-- Up Migration
DROP TRIGGER IF EXISTS pages_index ON app.pages;
CREATE TRIGGER pages_index AFTER INSERT OR UPDATE OF body ON app.pages FOR EACH ROW EXECUTE FUNCTION app.index_page();
-- Down Migration
DROP TRIGGER IF EXISTS pages_index ON app.pages;
CREATE TRIGGER pages_index AFTER INSERT ON app.pages FOR EACH ROW EXECUTE FUNCTION app.index_page();
