CREATE SCHEMA app;
CREATE TABLE app.posts (id bigint PRIMARY KEY, title text);
