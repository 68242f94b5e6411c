ALTER TABLE plans ADD COLUMN price numeric;
MERGE INTO plans USING prices ON plans.code = prices.code WHEN MATCHED THEN UPDATE SET price = prices.price;
