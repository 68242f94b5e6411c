-- file: 1700000000001_places.sql
CREATE TYPE address AS (city text, zip int);
CREATE TABLE places (id bigint PRIMARY KEY, address address);
CREATE TABLE users (id bigint PRIMARY KEY, name varchar, email varchar);
-- file: 1700000000002_case.sql
CREATE VIEW pairs AS SELECT 1 AS one, 2 AS two, lower(name), name::text, email::text FROM users;
CREATE TABLE copies (a, b) AS SELECT 1, 2;
UPDATE places SET address.zip = 1, address.city = 'x';
