MERGE INTO orders USING totals ON orders.id = totals.id
WHEN MATCHED THEN UPDATE SET total = totals.total, total = 0
WHEN NOT MATCHED THEN INSERT (id, id) VALUES (totals.id, 1);
