-- config: {"postgres": 18}
ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 1.19);
