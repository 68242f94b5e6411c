SELECT create_distributed_table('orders', 'tenant_id');
ALTER TABLE items ADD CONSTRAINT items_code_key UNIQUE (code);
