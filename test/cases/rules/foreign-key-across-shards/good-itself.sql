CREATE TABLE parts (tenant_id bigint, id bigint, parent bigint, PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, parent) REFERENCES parts);
SELECT create_distributed_table('parts', 'tenant_id');
