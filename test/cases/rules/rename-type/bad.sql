ALTER TYPE order_state RENAME TO purchase_state;
