-- pgmaestro: irreversible PostgreSQL cannot remove a value of an enum
-- Up Migration
ALTER TYPE app.plan ADD VALUE IF NOT EXISTS 'enterprise' AFTER 'pro';
