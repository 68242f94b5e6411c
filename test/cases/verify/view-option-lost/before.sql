CREATE SCHEMA app;
CREATE TABLE app.docs (id bigint PRIMARY KEY, owner text, body text);
CREATE VIEW app.my_docs WITH (security_barrier) AS SELECT id, body FROM app.docs WHERE owner = current_user;
