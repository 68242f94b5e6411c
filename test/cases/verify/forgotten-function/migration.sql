-- Up Migration
CREATE TABLE IF NOT EXISTS app.invoices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text UNIQUE
);
CREATE OR REPLACE FUNCTION app.invoice_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := 'INV-' || lpad(NEW.id::text, 8, '0');
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS invoices_number ON app.invoices;
CREATE TRIGGER invoices_number BEFORE INSERT ON app.invoices
    FOR EACH ROW EXECUTE FUNCTION app.invoice_number();
-- Down Migration
DROP TABLE IF EXISTS app.invoices;
