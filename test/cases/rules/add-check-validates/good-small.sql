-- config: {"smallTables": ["countries"]}
ALTER TABLE countries ADD CONSTRAINT countries_code_check CHECK (length(code) = 2);
