CREATE SCHEMA app;
CREATE TABLE app.payments (id bigint PRIMARY KEY, cents integer NOT NULL);
CREATE VIEW app.revenue AS SELECT sum(cents) AS cents FROM app.payments;
