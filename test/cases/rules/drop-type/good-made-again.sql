DROP TYPE IF EXISTS order_state;
CREATE TYPE order_state AS ENUM ('open', 'closed');
