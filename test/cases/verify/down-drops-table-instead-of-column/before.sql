CREATE SCHEMA app;
CREATE TABLE app.profiles (id bigint PRIMARY KEY, bio text);
