UPDATE orders SET user_name = users.name FROM users WHERE users.id = orders.user_id;
