CREATE SCHEMA app;
CREATE TABLE app.notifications (id bigint PRIMARY KEY, body text);
