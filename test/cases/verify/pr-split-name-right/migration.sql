-- Up Migration
ALTER TABLE app.people ADD COLUMN IF NOT EXISTS first_name text;
ALTER TABLE app.people ADD COLUMN IF NOT EXISTS last_name text;
DO $$ BEGIN
    IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'app' AND table_name = 'people' AND column_name = 'name') THEN
        UPDATE app.people SET first_name = split_part(name, ' ', 1), last_name = substr(name, length(split_part(name, ' ', 1)) + 2);
    END IF;
END $$;
ALTER TABLE app.people ALTER COLUMN first_name SET NOT NULL;
ALTER TABLE app.people ALTER COLUMN last_name SET NOT NULL;
ALTER TABLE app.people DROP COLUMN IF EXISTS name;
-- Down Migration
ALTER TABLE app.people ADD COLUMN IF NOT EXISTS name text;
UPDATE app.people SET name = first_name || ' ' || last_name;
ALTER TABLE app.people ALTER COLUMN name SET NOT NULL;
ALTER TABLE app.people DROP COLUMN IF EXISTS first_name;
ALTER TABLE app.people DROP COLUMN IF EXISTS last_name;
