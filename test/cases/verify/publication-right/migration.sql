-- Up Migration
DROP PUBLICATION IF EXISTS app_orders;
CREATE PUBLICATION app_orders FOR TABLE app.orders WITH (publish = 'insert, update');
-- Down Migration
DROP PUBLICATION IF EXISTS app_orders;
