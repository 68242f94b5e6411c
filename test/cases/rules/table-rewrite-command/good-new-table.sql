CREATE TABLE import_rows (id bigint PRIMARY KEY);
ALTER TABLE import_rows SET UNLOGGED;
