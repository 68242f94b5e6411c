CREATE TABLE totals (tenant_id bigint, total bigint);
INSERT INTO totals SELECT tenant_id, count(*) FROM orders GROUP BY tenant_id;
SELECT create_distributed_table('totals', 'tenant_id');
