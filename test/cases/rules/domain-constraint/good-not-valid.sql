-- file: 1700000000001_users.sql
CREATE DOMAIN email_address AS text;
CREATE TABLE users (id bigint PRIMARY KEY, email email_address);
CREATE TABLE invoices (id bigint PRIMARY KEY, sent_to email_address);
-- file: 1700000000002_case.sql
ALTER DOMAIN email_address ADD CONSTRAINT email_address_check CHECK (VALUE LIKE '%@%') NOT VALID;
ALTER DOMAIN email_address DROP CONSTRAINT email_address_check;
