-- file: 1700000000001_function.sql
CREATE FUNCTION is_open(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT open FROM shops WHERE id = $1 $$;
CREATE FUNCTION is_even(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 % 2 = 0 $$;
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD CONSTRAINT orders_shop_check CHECK (is_open(shop_id)) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_even_check CHECK (is_even(shop_id)) NOT VALID;
