CREATE TABLE carts (id bigint PRIMARY KEY);
ALTER TABLE carts ADD COLUMN user_id bigint REFERENCES users (id);
