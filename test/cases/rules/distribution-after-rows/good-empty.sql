CREATE TABLE totals AS SELECT * FROM orders WITH NO DATA;
SELECT create_distributed_table('totals', 'tenant_id');
