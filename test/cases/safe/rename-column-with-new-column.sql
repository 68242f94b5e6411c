-- source: strong_migrations, "Renaming a column"; GitLab, rename_column_concurrently
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, updated_at timestamptz);
-- file: 1700000000002_add-column.sql
ALTER TABLE users ADD COLUMN updated_at_timestamp timestamptz;
CREATE FUNCTION copy_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at_timestamp := NEW.updated_at;
    RETURN NEW;
END;
$$;
CREATE TRIGGER users_copy BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION copy_updated_at();
