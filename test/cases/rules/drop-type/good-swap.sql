-- file: 1700000000001_type.sql
CREATE TYPE order_state AS ENUM ('open', 'closed');
-- file: 1700000000002_swap.sql
ALTER TYPE order_state RENAME TO order_state_old;
CREATE TYPE order_state AS ENUM ('open', 'shut');
DROP TYPE order_state_old;
