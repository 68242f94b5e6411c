CREATE TABLE import_rows (id bigint PRIMARY KEY);
DROP TABLE import_rows;
