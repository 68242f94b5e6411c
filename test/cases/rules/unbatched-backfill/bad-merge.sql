MERGE INTO orders USING totals ON orders.id = totals.id
WHEN MATCHED THEN UPDATE SET total = totals.total;
