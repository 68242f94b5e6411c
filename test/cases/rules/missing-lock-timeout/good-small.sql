-- config: {"smallTables": ["countries"]}
ALTER TABLE countries ADD COLUMN IF NOT EXISTS currency text;
