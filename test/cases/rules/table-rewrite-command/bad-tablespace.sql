-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, state text, total numeric);
-- file: 1700000000002_move.sql
CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE notes SET TABLESPACE fast;
ALTER TABLE orders SET TABLESPACE fast, SET (fillfactor = 90);
