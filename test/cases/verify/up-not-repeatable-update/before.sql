CREATE SCHEMA app;
CREATE TABLE app.prices (id bigint PRIMARY KEY, amount bigint NOT NULL);
INSERT INTO app.prices VALUES (1, 3), (2, 5);
