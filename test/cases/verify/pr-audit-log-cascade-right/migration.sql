-- Up Migration
CREATE SCHEMA IF NOT EXISTS audit;
CREATE TABLE IF NOT EXISTS audit.changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name text NOT NULL,
    row_after jsonb
);
CREATE OR REPLACE FUNCTION audit.record_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit.changes (table_name, row_after) VALUES (TG_TABLE_NAME, to_jsonb(NEW));
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS customers_audit ON shop.customers;
CREATE TRIGGER customers_audit AFTER INSERT OR UPDATE ON shop.customers FOR EACH ROW EXECUTE FUNCTION audit.record_change();
DROP TRIGGER IF EXISTS orders_audit ON shop.orders;
CREATE TRIGGER orders_audit AFTER INSERT OR UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION audit.record_change();
-- Down Migration
DROP SCHEMA IF EXISTS audit CASCADE;
