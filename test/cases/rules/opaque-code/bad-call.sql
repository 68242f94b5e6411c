CALL shop.close_orders();
