ALTER TABLE shop.orders ADD COLUMN IF NOT EXISTS rank smallserial;
