-- Up Migration
ALTER TYPE shop.order_state RENAME VALUE 'canceled' TO 'cancelled';
-- Down Migration
ALTER TYPE shop.order_state RENAME VALUE 'cancelled' TO 'canceled';
