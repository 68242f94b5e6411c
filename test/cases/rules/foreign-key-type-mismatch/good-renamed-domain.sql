-- file: 1700000000001_domain.sql
CREATE DOMAIN key_1 AS bigint;
CREATE TABLE parents (k key_1 PRIMARY KEY);
-- file: 1700000000002_case.sql
ALTER DOMAIN key_1 RENAME TO key_2;
CREATE TABLE children (id bigint PRIMARY KEY, parent_key key_2 CONSTRAINT children_parent_key_fkey REFERENCES parents);
