MERGE INTO orders USING (VALUES (1, 2)) AS given (id, total) ON orders.id = given.id
WHEN MATCHED THEN UPDATE SET total = given.total;
MERGE INTO orders USING (SELECT id, total FROM totals LIMIT 1000) AS given ON orders.id = given.id
WHEN MATCHED THEN UPDATE SET total = given.total;
MERGE INTO orders USING totals ON orders.id = totals.id
WHEN NOT MATCHED THEN INSERT (id) VALUES (totals.id);
