-- Up Migration
ALTER TABLE app.carts ADD COLUMN IF NOT EXISTS coupon text CHECK (coupon <> '');
-- Down Migration
ALTER TABLE app.carts DROP CONSTRAINT carts_coupon_not_empty;
ALTER TABLE app.carts DROP COLUMN coupon;
