-- Up Migration
CREATE OR REPLACE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_touch BEFORE UPDATE ON app.accounts FOR EACH ROW EXECUTE FUNCTION app.touch();
-- Down Migration
DROP TRIGGER IF EXISTS accounts_touch ON app.accounts;
DROP FUNCTION IF EXISTS app.touch();
