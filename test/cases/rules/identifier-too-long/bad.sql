CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, customer_id bigint, delivery_address_id bigint);
CREATE INDEX IF NOT EXISTS orders_customer_id_and_delivery_address_id_for_the_list_of_open_ones_idx
    ON orders (customer_id);
CREATE INDEX IF NOT EXISTS orders_customer_id_and_delivery_address_id_for_the_list_of_openings_idx
    ON orders (delivery_address_id);
