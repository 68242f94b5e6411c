-- Up Migration
CREATE TYPE order_state AS ENUM ('open', 'closed');
-- Down Migration
DROP TYPE IF EXISTS order_state;
