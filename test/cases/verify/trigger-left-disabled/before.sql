CREATE SCHEMA app;
CREATE TABLE app.accounts (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account_id bigint);
CREATE FUNCTION app.audit_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO app.audit (account_id) VALUES (NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_audit AFTER UPDATE ON app.accounts FOR EACH ROW EXECUTE FUNCTION app.audit_account();
