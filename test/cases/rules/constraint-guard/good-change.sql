-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    state text,
    CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid'))
);
-- file: 1700000000002_add-state.sql
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_state_check;
ALTER TABLE orders ADD CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid', 'sent')) NOT VALID;
