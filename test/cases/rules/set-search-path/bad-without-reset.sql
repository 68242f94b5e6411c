SET search_path = app;
CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id);
