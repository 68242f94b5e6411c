CREATE TYPE order_state AS ENUM ('open', 'canceled');
ALTER TYPE order_state RENAME VALUE 'canceled' TO 'cancelled';
