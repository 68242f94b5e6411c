CREATE TABLE orders (id bigint PRIMARY KEY);
DELETE FROM orders;
CREATE TEMP TABLE sums (id bigint);
DELETE FROM sums;
