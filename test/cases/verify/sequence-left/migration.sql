-- Up Migration
CREATE SEQUENCE IF NOT EXISTS app.order_numbers START WITH 1000;
CREATE TABLE IF NOT EXISTS app.orders (
    number bigint PRIMARY KEY DEFAULT nextval('app.order_numbers')
);
-- Down Migration
DROP TABLE IF EXISTS app.orders;
