-- file: 1700000000001_coupon_id.sql
ALTER TABLE orders ADD COLUMN coupon_id bigint;
-- file: 1700000000002_coupon_id_fkey.sql
ALTER TABLE orders ADD CONSTRAINT orders_coupon_id_fkey
    FOREIGN KEY (coupon_id) REFERENCES coupons (id) NOT VALID;
-- file: 1700000000003_validate_coupon_id_fkey.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_coupon_id_fkey;
