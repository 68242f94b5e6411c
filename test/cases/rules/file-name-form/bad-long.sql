-- file: 1700000000002_add-orders-and-everything-that-belongs-to-them-such-as-the-lines-and-the-totals.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
