-- Größe in Metern
CREATE TABLE IF NOT EXISTS bestellungen (id bigint PRIMARY KEY, groesse numeric, name text DEFAULT 'Müller');
COMMENT ON COLUMN bestellungen.groesse IS 'Größe in Metern';
