CREATE SCHEMA app;
CREATE TABLE app.base (id bigint NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE app.notes (id bigint NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), body text);
