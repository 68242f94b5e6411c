-- Up Migration
DO $$ BEGIN
    IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'app' AND table_name = 'users' AND column_name = 'login') THEN
        ALTER TABLE app.users RENAME COLUMN login TO username;
    END IF;
END $$;
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS display_name text;
-- Down Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS display_name;
