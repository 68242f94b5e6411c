CREATE SEQUENCE orders_number_seq;
ALTER TABLE orders ADD COLUMN number bigint,
    ALTER COLUMN number SET DEFAULT nextval('orders_number_seq');
ALTER SEQUENCE orders_number_seq OWNED BY orders.number;
