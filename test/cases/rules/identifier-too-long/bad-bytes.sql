-- Up Migration
CREATE TABLE IF NOT EXISTS "Überprüfungsbestätigungsempfängeradressänderungsanträge_äöü" (id bigint PRIMARY KEY);
-- Down Migration
DROP TABLE IF EXISTS "Überprüfungsbestätigungsempfängeradressänderungsanträge_äöü";
