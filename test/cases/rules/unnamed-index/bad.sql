CREATE INDEX CONCURRENTLY ON orders (user_id, lower(status));
