CREATE TABLE IF NOT EXISTS order_statuses (status text PRIMARY KEY);
