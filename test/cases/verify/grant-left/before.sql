CREATE SCHEMA app;
CREATE TABLE app.salaries (id bigint PRIMARY KEY, amount numeric NOT NULL);
