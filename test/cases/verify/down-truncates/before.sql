CREATE SCHEMA app;
CREATE TABLE app.countries (code text PRIMARY KEY, name text NOT NULL);
INSERT INTO app.countries VALUES ('at', 'Austria');
