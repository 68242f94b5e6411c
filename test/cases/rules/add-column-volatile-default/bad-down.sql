-- Up Migration
DROP TABLE carts;
-- Down Migration
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
