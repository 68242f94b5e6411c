CREATE TABLE IF NOT EXISTS order_notes (id bigint PRIMARY KEY, note text NOT NULL);
GRANT SELECT, INSERT ON order_notes TO app;
