CREATE SCHEMA app;
CREATE TABLE app.documents (id bigint PRIMARY KEY, tenant text NOT NULL);
