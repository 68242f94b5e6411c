-- Up Migration
UPDATE app.prices SET amount = amount * 100;
COMMENT ON COLUMN app.prices.amount IS 'In cents.';
-- Down Migration
UPDATE app.prices SET amount = amount / 100;
COMMENT ON COLUMN app.prices.amount IS NULL;
