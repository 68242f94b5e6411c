-- config: {"smallTables": ["countries"]}
ALTER TABLE countries ADD COLUMN token uuid DEFAULT gen_random_uuid();
