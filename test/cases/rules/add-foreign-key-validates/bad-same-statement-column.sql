ALTER TABLE orders
    ADD COLUMN coupon_id bigint,
    ADD CONSTRAINT orders_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons (id);
