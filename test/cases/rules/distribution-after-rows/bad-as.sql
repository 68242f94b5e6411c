CREATE TABLE totals AS SELECT tenant_id, count(*) AS total FROM orders GROUP BY tenant_id;
SELECT create_distributed_table('totals', 'tenant_id');
