UPDATE orders SET tags[1] = 'a', tags[2] = 'b', address.zip = '1', address.city = 'B' WHERE id = 1;
CREATE TABLE "Orders" (id bigint PRIMARY KEY, note text, "Note" text);
CREATE VIEW both_ids (a, b) AS SELECT o.id, u.id FROM orders o JOIN users u ON u.id = o.user_id;
