-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text, user_id bigint);
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state);
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RETURN NEW;
END;
$$;
DROP TRIGGER IF EXISTS orders_touch ON orders;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_orders ON orders;
CREATE POLICY own_orders ON orders USING (user_id = current_setting('app.user_id')::bigint);
COMMENT ON TABLE orders IS 'What people buy.';
-- Down Migration
DROP TABLE IF EXISTS orders;
DROP FUNCTION IF EXISTS touch();
