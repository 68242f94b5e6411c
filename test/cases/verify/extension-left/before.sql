CREATE SCHEMA app;
CREATE TABLE app.articles (id bigint PRIMARY KEY, title text NOT NULL);
