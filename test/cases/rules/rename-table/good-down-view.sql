-- Up Migration
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
-- Down Migration
DROP VIEW orders;
ALTER TABLE purchases RENAME TO orders;
