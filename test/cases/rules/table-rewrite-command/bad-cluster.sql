CLUSTER orders USING orders_user_id_idx;
