ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'draft' BEFORE 'open';
SELECT enum_last(NULL::order_status);
