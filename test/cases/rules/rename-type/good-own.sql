CREATE TYPE order_state AS ENUM ('open', 'closed');
ALTER TYPE order_state RENAME TO purchase_state;
