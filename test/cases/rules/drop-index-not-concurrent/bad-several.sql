DROP INDEX orders_user_id_idx, orders_status_idx;
