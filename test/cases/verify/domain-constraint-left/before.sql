CREATE SCHEMA app;
CREATE DOMAIN app.percent AS numeric(5, 2);
CREATE TABLE app.discounts (id bigint PRIMARY KEY, value app.percent);
