CREATE TABLE carriers (id bigint PRIMARY KEY);
ALTER TABLE orders ADD CONSTRAINT orders_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carriers (id);
