CREATE SCHEMA app;
CREATE TABLE app.features (name text PRIMARY KEY, enabled boolean NOT NULL);
