-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
-- file: 1700000000002_case.sql
DROP TRIGGER orders_touch ON orders;
DROP FUNCTION touch();
