CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_search_idx ON orders (user_id, status) INCLUDE (region, created_at);
