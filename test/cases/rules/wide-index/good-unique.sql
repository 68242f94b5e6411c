CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS prices_idx ON prices (tenant_id, product_id, currency, valid_from);
