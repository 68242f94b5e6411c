CREATE TABLE orders (
    user_id bigint REFERENCES users (id) ON UPDATE CASCADE, -- ON DELETE NO ACTION
    shop_id bigint REFERENCES shops (id) ON DELETE NO ACTION
);
