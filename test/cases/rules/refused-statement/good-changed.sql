-- file: 1700000000001_tables.sql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    note text,
    total numeric,
    size numeric,
    code text UNIQUE,
    CONSTRAINT paid CHECK (total > id)
);
CREATE TABLE items (id bigint PRIMARY KEY, CONSTRAINT of_order FOREIGN KEY (id) REFERENCES orders (id));
CREATE TABLE parts (id bigint, CONSTRAINT of_item FOREIGN KEY (id) REFERENCES items (id));
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW notes AS SELECT orders.note FROM orders;
-- file: 1700000000002_case.sql
-- Up Migration
ALTER TABLE items DROP CONSTRAINT of_order;
ALTER TABLE parts DROP CONSTRAINT of_item;
ALTER TABLE orders DROP COLUMN id, ADD PRIMARY KEY (code);
ALTER TABLE orders ADD CONSTRAINT paid CHECK (total > 0) NOT VALID;
ALTER TABLE orders ALTER COLUMN size TYPE text;
ALTER TABLE orders ALTER COLUMN size TYPE integer USING size::integer;
ALTER TRIGGER touched ON orders RENAME TO changed;
ALTER INDEX items_pkey RENAME TO items_key;
CREATE TEMPORARY TABLE orders (id bigint);
CREATE SCHEMA IF NOT EXISTS shop;
CREATE TABLE shop.orders (id bigint PRIMARY KEY);
DROP TABLE public.orders CASCADE;
CREATE TABLE public.orders (id bigint PRIMARY KEY, note text);
CREATE VIEW notes AS SELECT note FROM public.orders;
-- Down Migration
ALTER TABLE items RENAME CONSTRAINT items_key TO items_pkey;
DROP VIEW notes;
