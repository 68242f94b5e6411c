-- file: 1700000000001_create-orders.sql
CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    net numeric NOT NULL,
    gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,
    total numeric GENERATED ALWAYS AS (net * 1.2) STORED,
    note text
);
-- file: 1700000000002_case.sql
-- Up Migration
CREATE OR REPLACE FUNCTION fill_gross() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.gross := coalesce(NEW.gross, NEW.net * 1.2);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER fill_gross BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION fill_gross();
ALTER TABLE orders ALTER COLUMN gross DROP EXPRESSION IF EXISTS;
ALTER TABLE orders ALTER COLUMN total DROP EXPRESSION IF EXISTS, ALTER COLUMN total SET DEFAULT 0;
-- Down Migration
ALTER TABLE orders ALTER COLUMN note DROP EXPRESSION IF EXISTS;
