-- config: {"postgres": 17}
ALTER TABLE plans ADD COLUMN price numeric;
MERGE INTO plans USING (VALUES ('free', 0)) AS v (code, price) ON plans.code = v.code WHEN MATCHED THEN UPDATE SET price = v.price;
