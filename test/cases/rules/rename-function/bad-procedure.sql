ALTER PROCEDURE shop.close_orders() RENAME TO close_all_orders;
