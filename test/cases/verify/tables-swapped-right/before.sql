CREATE SCHEMA app;
CREATE TABLE app.live (country text, rate int);
CREATE TABLE app.staged (country text, rate int);
INSERT INTO app.live VALUES ('NL', 21), ('DE', 19);
INSERT INTO app.staged VALUES ('PL', 23), ('HU', 27);
