CREATE SCHEMA app;
CREATE TABLE app.companies (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.employees (id bigint PRIMARY KEY, company_id bigint NOT NULL REFERENCES app.companies (id));
