-- A remark: orders_customer_id_and_delivery_address_id_for_the_list_of_open_ones_idx
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX IF NOT EXISTS orders_customer_id_and_delivery_address_id_for_open_ones_idxxxx
    ON orders (customer_id);
COMMENT ON TABLE orders IS 'orders_customer_id_and_delivery_address_id_for_the_list_of_open_ones_idx';
