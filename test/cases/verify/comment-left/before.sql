CREATE SCHEMA app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, state text);
COMMENT ON TABLE app.orders IS 'Orders.';
