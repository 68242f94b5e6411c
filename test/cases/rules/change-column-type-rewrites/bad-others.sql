-- file: 1700000000001_orders.sql
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN weight AS integer CHECK (VALUE > 0);
CREATE TABLE orders (id bigint PRIMARY KEY, a json, b mood, c uuid, d text, e integer, f varchar[], g bytea);
-- file: 1700000000002_others.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE jsonb,
    ALTER COLUMN b TYPE text,
    ALTER COLUMN c TYPE text,
    ALTER COLUMN d TYPE text[] USING ARRAY[d],
    ALTER COLUMN e TYPE weight,
    ALTER COLUMN f TYPE text[],
    ALTER COLUMN g TYPE text USING encode(g, 'hex');
