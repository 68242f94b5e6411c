-- config: {"smallTables": ["orders"]}
ALTER TABLE orders ALTER COLUMN paid_at SET DATA TYPE timestamptz USING paid_at;
