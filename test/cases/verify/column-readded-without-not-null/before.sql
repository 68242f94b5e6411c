CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, locale text NOT NULL DEFAULT 'en');
