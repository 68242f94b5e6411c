-- config: {"smallTables": ["shop.countries"]}
ALTER TABLE shop.countries ADD COLUMN number serial;
