CREATE SCHEMA app;
CREATE TABLE app.queue (id bigint PRIMARY KEY, payload jsonb);
