-- Up Migration
ALTER TABLE app.invoices DROP COLUMN IF EXISTS number;
-- Down Migration
ALTER TABLE app.invoices ADD COLUMN IF NOT EXISTS number bigint NOT NULL DEFAULT 0;
