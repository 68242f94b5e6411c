-- file: 1700000000002_Add_Orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
