-- Up Migration
UPDATE app.contacts SET email = lower(email) WHERE email <> lower(email);
CREATE INDEX IF NOT EXISTS idx_contacts_email ON app.contacts (email);
-- Down Migration
DROP INDEX IF EXISTS app.idx_contacts_email;
