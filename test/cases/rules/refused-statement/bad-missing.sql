-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text, CONSTRAINT note_given CHECK (note <> ''));
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP COLUMN remark;
ALTER TABLE orders ALTER COLUMN remark SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT remark_given;
ALTER TABLE orders ALTER COLUMN id TYPE bigserial, ALTER COLUMN note TYPE serial;
DROP TRIGGER orders_watch ON orders;
ALTER TABLE orders ADD COLUMN email text REFERENCES users (email);
CREATE TABLE carts (email text, CONSTRAINT carts_email_fkey FOREIGN KEY (email) REFERENCES users (email));
