-- file: 1700000000001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, note text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'region') THEN
        ALTER TABLE orders ADD COLUMN region text, ADD COLUMN gross numeric;
        UPDATE orders SET region = 'eu';
        UPDATE users SET name = lower(name);
    END IF;
END $$;
