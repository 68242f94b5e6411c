DROP TYPE order_state RESTRICT;
