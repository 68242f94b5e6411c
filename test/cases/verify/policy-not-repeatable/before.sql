CREATE SCHEMA app;
CREATE TABLE app.documents (id bigint PRIMARY KEY, tenant text NOT NULL);
ALTER TABLE app.documents ENABLE ROW LEVEL SECURITY;
