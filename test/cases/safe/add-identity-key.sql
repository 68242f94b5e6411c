-- source: squawk, adding-serial-primary-key-field
-- file: 1700000000001_before.sql
CREATE TABLE items (id bigint NOT NULL, name text);
-- file: 1700000000002_build-index.sql
CREATE UNIQUE INDEX CONCURRENTLY items_pk_idx ON items (id);
-- file: 1700000000003_add-key.sql
ALTER TABLE items ADD CONSTRAINT items_pk PRIMARY KEY USING INDEX items_pk_idx;
