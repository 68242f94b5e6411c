ALTER TABLE orders ENABLE TRIGGER orders_touch;
RESET session_replication_role;
SET session_replication_role = origin;
