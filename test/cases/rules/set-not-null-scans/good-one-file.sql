ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL AND email <> '') NO INHERIT;
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
