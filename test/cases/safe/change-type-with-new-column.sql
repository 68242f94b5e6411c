-- source: strong_migrations, "Changing the type of a column"; squawk, changing-column-type
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY, amount int);
-- file: 1700000000002_add-column.sql
ALTER TABLE orders ADD COLUMN amount_new numeric;
CREATE FUNCTION copy_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.amount_new := NEW.amount;
    RETURN NEW;
END;
$$;
CREATE TRIGGER orders_copy_amount BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION copy_amount();
-- file: 1700000000003_fill.sql
UPDATE orders SET amount_new = amount WHERE id >= 1 AND id <= 10000 AND amount_new IS DISTINCT FROM amount;
