-- Up Migration
CREATE OR REPLACE VIEW app.my_docs WITH (security_barrier) AS
    SELECT id, body, owner FROM app.docs WHERE owner = current_user;
-- Down Migration
DROP VIEW IF EXISTS app.my_docs;
CREATE VIEW app.my_docs AS SELECT id, body FROM app.docs WHERE owner = current_user;
