-- file: 1700000000001_orders.sql
CREATE TABLE countries (code varchar(2) PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, country varchar(2) REFERENCES countries (code));
-- file: 1700000000002_country.sql
ALTER TABLE orders ALTER COLUMN country TYPE text;
