-- file: 1700000000001_tables.sql
CREATE TABLE users (id uuid, tenant text, PRIMARY KEY (tenant, id));
CREATE TABLE orders (user_id text, tenant varchar(20));
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES users NOT VALID;
