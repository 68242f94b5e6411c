-- file: 1700000000001_type.sql
CREATE TYPE address AS (city text, zip int);
CREATE TABLE places (id bigint PRIMARY KEY, address address);
-- file: 1700000000002_case.sql
ALTER TYPE address DROP ATTRIBUTE zip;
