-- Up Migration
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
-- Down Migration
