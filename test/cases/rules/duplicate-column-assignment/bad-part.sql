-- file: 1700000000001_places.sql
CREATE TYPE address AS (city text, zip int);
CREATE TABLE places (id bigint PRIMARY KEY, address address);
-- file: 1700000000002_case.sql
UPDATE places SET address = row('x', 2), address.zip = 1;
