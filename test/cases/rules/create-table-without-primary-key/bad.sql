CREATE TABLE IF NOT EXISTS order_notes (order_id bigint NOT NULL, note text NOT NULL);
