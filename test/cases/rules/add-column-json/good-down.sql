-- Up Migration
ALTER TABLE orders ALTER COLUMN payload TYPE jsonb;
-- Down Migration
ALTER TABLE orders ALTER COLUMN payload TYPE json;
