-- Up Migration
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint WHERE conname = 'users_age_sane' AND conrelid = 'app.users'::regclass
    ) THEN
        ALTER TABLE app.users ADD CONSTRAINT users_age_sane CHECK (age > -2000000000) NOT VALID;
    END IF;
END $$;
ALTER TABLE app.users VALIDATE CONSTRAINT users_age_sane;
DO $$ BEGIN
    CREATE TYPE app.color AS ENUM ('red', 'green', 'blue');
EXCEPTION WHEN duplicate_object THEN
    RAISE NOTICE 'app.color is there already';
END $$;
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS color app.color;
-- Down Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS color;
DROP TYPE IF EXISTS app.color;
ALTER TABLE app.users DROP CONSTRAINT IF EXISTS users_age_sane;
