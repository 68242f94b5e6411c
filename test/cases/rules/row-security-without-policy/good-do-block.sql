-- file: 1700000000001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, tenant bigint);
CREATE TABLE users (id bigint PRIMARY KEY, tenant bigint);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    CREATE POLICY orders_of_tenant ON orders USING (tenant = 1);
    ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
    ALTER TABLE users ENABLE ROW LEVEL SECURITY;
    CREATE POLICY users_of_tenant ON users USING (tenant = 1);
END $$;
