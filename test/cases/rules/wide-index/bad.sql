CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_search_idx ON orders (user_id, status, region, created_at);
