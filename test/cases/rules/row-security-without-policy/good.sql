CREATE POLICY orders_of_tenant ON orders
    USING (tenant_id = current_setting('app.tenant')::bigint);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
