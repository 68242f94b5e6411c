-- Up Migration
CREATE SEQUENCE IF NOT EXISTS invoice_numbers;
ALTER SEQUENCE invoice_numbers RENAME TO bill_numbers;
-- Down Migration
DROP SEQUENCE IF EXISTS bill_numbers;
