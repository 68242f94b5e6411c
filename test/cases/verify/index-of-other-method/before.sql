CREATE SCHEMA app;
CREATE TABLE app.profiles (id bigint PRIMARY KEY, attributes jsonb NOT NULL);
CREATE INDEX idx_profiles_attributes ON app.profiles USING gin (attributes jsonb_path_ops);
