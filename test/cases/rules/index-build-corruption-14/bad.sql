-- config: {"postgres": 14}
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
REINDEX TABLE CONCURRENTLY users;
