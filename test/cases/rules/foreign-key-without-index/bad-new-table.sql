CREATE TABLE orders (
    id bigint PRIMARY KEY,
    user_id bigint REFERENCES users (id),
    shop_id bigint,
    CONSTRAINT orders_shop_fkey FOREIGN KEY (shop_id, user_id) REFERENCES shops (id, user_id)
);
CREATE INDEX orders_shop_id_idx ON orders (shop_id, id, user_id);
