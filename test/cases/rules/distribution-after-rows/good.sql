CREATE TABLE IF NOT EXISTS totals (tenant_id bigint NOT NULL PRIMARY KEY, total bigint NOT NULL);
SELECT create_distributed_table('totals', 'tenant_id')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'totals'::regclass);
INSERT INTO totals SELECT tenant_id, count(*) FROM orders GROUP BY tenant_id
ON CONFLICT DO NOTHING;
