CREATE SCHEMA app;
CREATE TABLE app.plans (code text PRIMARY KEY, cents bigint NOT NULL);
INSERT INTO app.plans VALUES ('free', 0), ('refund', -100);
