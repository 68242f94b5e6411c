CREATE SCHEMA app;
CREATE TABLE app.ledger (id bigint PRIMARY KEY, cents bigint);
