-- file: 1700000000001_remote.sql
CREATE FOREIGN TABLE remote_orders (id bigint, total int) SERVER warehouse;
-- file: 1700000000002_check.sql
ALTER FOREIGN TABLE remote_orders ADD CONSTRAINT remote_orders_total_check CHECK (total >= 0);
