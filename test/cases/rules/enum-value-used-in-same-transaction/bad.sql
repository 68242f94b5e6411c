-- file: 1700000000001_types.sql
CREATE TYPE order_status AS ENUM ('open', 'paid');
-- file: 1700000000002_refunds.sql
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
INSERT INTO order_labels (status) SELECT unnest(enum_range(NULL::order_status)) ON CONFLICT DO NOTHING;
