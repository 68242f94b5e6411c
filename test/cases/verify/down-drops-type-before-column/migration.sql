-- Up Migration
DO $$ BEGIN
    CREATE TYPE app.urgency AS ENUM ('low', 'high');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
ALTER TABLE app.tasks ADD COLUMN IF NOT EXISTS urgency app.urgency;
-- Down Migration
DROP TYPE IF EXISTS app.urgency;
ALTER TABLE app.tasks DROP COLUMN IF EXISTS urgency;
