-- source: squawk, ban-create-domain-with-constraint
-- file: 1700000000001_before.sql
CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
CREATE TABLE users (id bigint PRIMARY KEY);
-- file: 1700000000002_add-address.sql
ALTER TABLE users ADD COLUMN address text;
-- file: 1700000000003_check-address.sql
ALTER TABLE users ADD CONSTRAINT users_address_check CHECK (address LIKE '%@%') NOT VALID;
-- file: 1700000000004_validate-address.sql
ALTER TABLE users VALIDATE CONSTRAINT users_address_check;
