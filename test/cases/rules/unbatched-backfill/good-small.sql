-- config: {"smallTables": ["countries"]}
UPDATE countries SET name = upper(name);
