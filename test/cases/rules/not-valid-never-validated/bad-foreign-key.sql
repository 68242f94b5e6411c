ALTER TABLE shop.orders
    ADD COLUMN user_id bigint,
    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES shop.users (id) NOT VALID;
