-- config: {"smallTables": ["countries"]}
ALTER TABLE countries SET TABLESPACE fast;
