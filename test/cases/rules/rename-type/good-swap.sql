ALTER TYPE order_state RENAME TO order_state_old;
CREATE TYPE order_state AS ENUM ('open', 'closed');
