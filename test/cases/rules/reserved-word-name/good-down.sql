-- Up Migration
ALTER TABLE invoices RENAME COLUMN "order" TO sort_order;
-- Down Migration
ALTER TABLE invoices RENAME COLUMN sort_order TO "order";
