-- Up Migration
ALTER TYPE app.plan ADD VALUE IF NOT EXISTS 'enterprise' AFTER 'pro';
-- Down Migration
-- Enum values cannot be removed in PostgreSQL.
SELECT 1;
