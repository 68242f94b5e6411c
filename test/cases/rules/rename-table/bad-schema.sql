ALTER TABLE IF EXISTS shop.orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM shop.purchases;
