CREATE SCHEMA app;
CREATE TABLE app.projects (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner text NOT NULL,
    name text NOT NULL,
    CONSTRAINT projects_owner_name_key UNIQUE (owner, name)
);
CREATE VIEW app.project_names AS SELECT id, name FROM app.projects;
