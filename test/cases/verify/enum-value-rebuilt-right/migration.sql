-- Up Migration
ALTER TYPE app.plan ADD VALUE IF NOT EXISTS 'enterprise';
-- Down Migration
UPDATE app.accounts SET plan = 'pro' WHERE plan::text = 'enterprise';
ALTER TABLE app.accounts ALTER COLUMN plan DROP DEFAULT;
ALTER TYPE app.plan RENAME TO plan_old;
CREATE TYPE app.plan AS ENUM ('free', 'pro');
ALTER TABLE app.accounts ALTER COLUMN plan TYPE app.plan USING plan::text::app.plan;
ALTER TABLE app.accounts ALTER COLUMN plan SET DEFAULT 'free';
DROP TYPE app.plan_old;
