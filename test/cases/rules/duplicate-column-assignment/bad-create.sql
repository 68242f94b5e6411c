CREATE TABLE orders (id bigint PRIMARY KEY, note text, Note text);
CREATE VIEW order_notes (id, note, note) AS SELECT id, note, upper(note) FROM orders;
CREATE VIEW pairs (a) AS SELECT o.id, p.note, o.note FROM orders o, orders p;
