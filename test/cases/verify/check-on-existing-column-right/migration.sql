-- Up Migration
ALTER TABLE app.payments DROP CONSTRAINT IF EXISTS payments_currency_check;
ALTER TABLE app.payments ADD CONSTRAINT payments_currency_check CHECK (currency ~ '^[A-Z]{3}$');
-- Down Migration
ALTER TABLE app.payments DROP CONSTRAINT IF EXISTS payments_currency_check;
