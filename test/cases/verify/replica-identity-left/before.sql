CREATE SCHEMA app;
CREATE TABLE app.feed (id bigint PRIMARY KEY, body text);
