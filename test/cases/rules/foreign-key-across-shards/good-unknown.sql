SELECT create_distributed_table('orders', 'tenant_id');
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);
