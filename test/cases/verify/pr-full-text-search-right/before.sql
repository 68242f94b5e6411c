CREATE SCHEMA app;
CREATE TABLE app.articles (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, body text);
