ALTER VIEW order_totals RENAME COLUMN total TO sum;
