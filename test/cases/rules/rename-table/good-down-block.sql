-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 1700000000002_rename.sql
-- Up Migration
DO $$
BEGIN
    IF to_regclass('purchases') IS NULL THEN
        ALTER TABLE orders RENAME TO purchases;
        CREATE VIEW orders AS SELECT * FROM purchases;
    END IF;
END $$;
-- Down Migration
DROP VIEW orders;
ALTER TABLE purchases RENAME TO orders;
