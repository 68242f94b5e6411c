REINDEX (CONCURRENTLY) INDEX orders_user_id_idx;
