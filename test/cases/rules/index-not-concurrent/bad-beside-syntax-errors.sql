-- Up Migration
CREATE INDEX IF NOT EXISTS orders_total_idx ON orders (total);
CREATE TABLE IF NOT EXISTS items (id bigint PRIMARY KEY,);
CREATE INDEX IF NOT EXISTS items_total_idx ON items (total);
CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);
-- Down Migration
CREATE INDEX IF NOT EXISTS orders_old_idx ON orders (old);
DORP INDEX IF EXISTS orders_note_idx;
