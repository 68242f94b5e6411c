-- file: 1700000000001_tables.sql
CREATE DOMAIN user_number AS bigint;
CREATE TABLE users (id bigserial PRIMARY KEY, code varchar(20) UNIQUE);
-- file: 1700000000002_case.sql
CREATE TABLE orders (user_id user_number REFERENCES users, code text REFERENCES users (code));
CREATE TABLE refunds (user_id bigint REFERENCES unknown_users (id));
