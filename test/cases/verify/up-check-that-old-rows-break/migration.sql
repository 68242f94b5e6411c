-- Up Migration
ALTER TABLE app.plans DROP CONSTRAINT IF EXISTS plans_cents_check;
ALTER TABLE app.plans ADD CONSTRAINT plans_cents_check CHECK (cents >= 0);
-- Down Migration
ALTER TABLE app.plans DROP CONSTRAINT IF EXISTS plans_cents_check;
