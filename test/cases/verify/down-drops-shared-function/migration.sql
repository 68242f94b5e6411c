-- Up Migration
CREATE OR REPLACE FUNCTION app.set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;
CREATE TABLE IF NOT EXISTS app.projects (id bigint PRIMARY KEY, updated_at timestamptz NOT NULL DEFAULT now());
DROP TRIGGER IF EXISTS projects_updated_at ON app.projects;
CREATE TRIGGER projects_updated_at BEFORE UPDATE ON app.projects FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();
-- Down Migration
DROP TABLE IF EXISTS app.projects;
DROP FUNCTION IF EXISTS app.set_updated_at() CASCADE;
