-- Up Migration
ALTER TABLE app.files ADD COLUMN IF NOT EXISTS owner_name text;
ALTER TABLE app.files ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS files_own ON app.files;
CREATE POLICY files_own ON app.files USING (owner_name = current_user);
-- Down Migration
ALTER TABLE app.files DROP COLUMN IF EXISTS owner_name;
DROP POLICY IF EXISTS files_own ON app.files;
ALTER TABLE app.files DISABLE ROW LEVEL SECURITY;
