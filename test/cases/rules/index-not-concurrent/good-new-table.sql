CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL);
INSERT INTO orders (user_id) VALUES (1);
CREATE INDEX orders_user_id_idx ON orders (user_id);
