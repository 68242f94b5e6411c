-- config: {"smallTables": ["countries"]}
ALTER TABLE countries ALTER COLUMN name SET NOT NULL;
