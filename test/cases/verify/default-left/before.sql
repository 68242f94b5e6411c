CREATE SCHEMA app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, priority integer NOT NULL DEFAULT 0);
