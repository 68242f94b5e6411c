-- file: 1700000000001_users.sql
CREATE DOMAIN email_address AS text;
CREATE TABLE users (id bigint PRIMARY KEY, email email_address);
CREATE TABLE invoices (id bigint PRIMARY KEY, sent_to email_address);
-- file: 1700000000002_case.sql
ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email LIKE '%@%') NOT VALID;
