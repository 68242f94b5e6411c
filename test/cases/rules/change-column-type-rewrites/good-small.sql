-- config: {"smallTables": ["countries"]}
ALTER TABLE countries ALTER COLUMN population TYPE bigint;
