CREATE SCHEMA app;
CREATE TABLE app.events (id serial PRIMARY KEY, name text);
