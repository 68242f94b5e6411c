-- source: PostgreSQL manual, ALTER TYPE
-- file: 1700000000001_before.sql
CREATE TYPE order_status AS ENUM ('open', 'paid');
-- file: 1700000000002_add-refunded.sql
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded' AFTER 'paid';
