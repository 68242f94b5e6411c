ALTER TABLE orders ADD UNIQUE USING INDEX orders_number_key;
