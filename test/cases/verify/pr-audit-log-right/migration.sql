-- Up Migration
CREATE SCHEMA IF NOT EXISTS audit;

CREATE TABLE IF NOT EXISTS audit.changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL DEFAULT current_user,
    table_name regclass NOT NULL,
    operation text NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT changes_operation_check CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE'))
);
CREATE INDEX IF NOT EXISTS changes_table_at_idx ON audit.changes (table_name, at DESC);
REVOKE ALL ON audit.changes FROM PUBLIC;

CREATE OR REPLACE FUNCTION audit.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO audit.changes (table_name, operation, before, after)
    VALUES (TG_RELID, TG_OP, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit.record_change() FROM PUBLIC;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['customers', 'products', 'orders'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS %I ON shop.%I', name || '_audit', name);
        EXECUTE format(
            'CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON shop.%I FOR EACH ROW EXECUTE FUNCTION audit.record_change()',
            name || '_audit', name
        );
    END LOOP;
END $$;

CREATE OR REPLACE VIEW audit.changes_today AS
    SELECT table_name, operation, count(*) AS changes FROM audit.changes WHERE at >= current_date GROUP BY 1, 2;

-- Down Migration
DROP VIEW IF EXISTS audit.changes_today;
DROP TRIGGER IF EXISTS customers_audit ON shop.customers;
DROP TRIGGER IF EXISTS products_audit ON shop.products;
DROP TRIGGER IF EXISTS orders_audit ON shop.orders;
DROP FUNCTION IF EXISTS audit.record_change();
DROP TABLE IF EXISTS audit.changes;
DROP SCHEMA IF EXISTS audit;
