-- file: 1700000000001_tables.sql
CREATE TYPE order_state AS ENUM ('new');
CREATE TABLE orders (id bigint PRIMARY KEY, state order_state);
CREATE TABLE users (id bigint PRIMARY KEY, note text, email text);
-- file: 1700000000002_case.sql
-- Up Migration
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE users RENAME COLUMN note TO remark;
ALTER TYPE order_state RENAME VALUE 'new' TO 'open';
-- Down Migration
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE users RENAME COLUMN note TO remark;
ALTER TABLE users RENAME COLUMN remark TO email;
ALTER TYPE order_state RENAME VALUE 'new' TO 'open';
ALTER TABLE purchases RENAME TO users;
