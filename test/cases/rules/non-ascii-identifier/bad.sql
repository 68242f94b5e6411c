CREATE TABLE IF NOT EXISTS bestellungen (id bigint PRIMARY KEY, größe numeric);
CREATE INDEX IF NOT EXISTS "bestellungen_größe_idx" ON bestellungen (größe);
