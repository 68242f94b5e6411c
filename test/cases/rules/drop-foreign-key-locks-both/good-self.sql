-- file: 1700000000001_tables.sql
CREATE TABLE categories (id bigint PRIMARY KEY, parent_id bigint REFERENCES categories (id));
-- file: 1700000000002_case.sql
ALTER TABLE categories DROP COLUMN parent_id;
