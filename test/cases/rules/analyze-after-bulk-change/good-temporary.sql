CREATE TEMP TABLE sums AS SELECT total FROM orders;
INSERT INTO sums SELECT total FROM payments;
