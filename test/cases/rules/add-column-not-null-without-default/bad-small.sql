-- config: {"smallTables": ["countries"]}
ALTER TABLE countries ADD COLUMN code text NOT NULL;
