ALTER TABLE events SET (toast.autovacuum_enabled = off, fillfactor = 90);
CREATE TABLE logs (id bigint PRIMARY KEY) WITH (autovacuum_enabled = 0);
