-- config: {"smallTables": ["countries"]}
-- file: 1700000000001_countries.sql
CREATE TABLE countries (code text PRIMARY KEY, name text);
CREATE INDEX countries_name_idx ON countries (name);
-- file: 1700000000002_drop.sql
DROP INDEX IF EXISTS countries_name_idx;
