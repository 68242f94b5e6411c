CREATE TABLE import_rows (id bigint PRIMARY KEY);
TRUNCATE import_rows, orders, payments;
