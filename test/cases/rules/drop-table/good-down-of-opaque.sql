-- pgmaestro: opaque
-- Up Migration
CREATE TABLE notes (id bigint PRIMARY KEY);
-- Down Migration
DROP TABLE notes;
