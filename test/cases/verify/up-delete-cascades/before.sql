CREATE SCHEMA app;
CREATE TABLE app.projects (id bigint PRIMARY KEY, archived boolean NOT NULL DEFAULT false);
CREATE TABLE app.files (id bigint PRIMARY KEY, project_id bigint NOT NULL REFERENCES app.projects (id) ON DELETE CASCADE);
INSERT INTO app.projects VALUES (1, true), (2, false);
INSERT INTO app.files VALUES (1, 1), (2, 2);
