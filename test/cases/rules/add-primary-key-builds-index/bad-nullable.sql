-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint, tenant_id bigint NOT NULL);
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD PRIMARY KEY (tenant_id, id);
