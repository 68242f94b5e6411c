CREATE SCHEMA app;
CREATE TABLE app.payments (id bigint PRIMARY KEY, currency text NOT NULL, cents bigint NOT NULL);
