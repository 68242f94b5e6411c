-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint CONSTRAINT orders_pkey PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX orders_code_key ON orders (code);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_code_key;
EXCEPTION
    WHEN undefined_object THEN NULL;
END $$;
