CREATE OR REPLACE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'open';
