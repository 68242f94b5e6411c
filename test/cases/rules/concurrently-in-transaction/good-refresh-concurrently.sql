REFRESH MATERIALIZED VIEW CONCURRENTLY order_totals;
REINDEX INDEX orders_user_id_idx;
CLUSTER orders USING orders_pkey;
ANALYZE orders;
