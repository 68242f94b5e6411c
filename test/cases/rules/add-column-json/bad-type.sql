ALTER TABLE orders ALTER COLUMN payload TYPE json USING payload::json;
