INSERT INTO shop.old_orders SELECT * FROM shop.orders WHERE id < 1000;
