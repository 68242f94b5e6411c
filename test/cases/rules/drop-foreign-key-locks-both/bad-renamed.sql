-- file: 1700000000001_old.sql
CREATE TABLE old_users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user_id_fkey REFERENCES old_users);
-- file: 1700000000002_rename.sql
ALTER TABLE old_users RENAME TO users;
-- file: 1700000000003_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE orders ADD COLUMN note text;
