-- Up Migration
ALTER TABLE app.documents ADD COLUMN IF NOT EXISTS public boolean NOT NULL DEFAULT false;
DROP POLICY IF EXISTS documents_read ON app.documents;
CREATE POLICY documents_read ON app.documents FOR SELECT USING (tenant <> '');
-- Down Migration
ALTER TABLE app.documents DROP COLUMN IF EXISTS public;
