-- config: {"smallTables": ["plans"]}
ALTER TABLE orders ADD COLUMN plan text;
UPDATE plans SET price = 0;
