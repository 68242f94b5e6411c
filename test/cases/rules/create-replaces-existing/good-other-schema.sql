DROP TABLE IF EXISTS shop.orders;
CREATE TABLE archive.orders (id bigint PRIMARY KEY);
