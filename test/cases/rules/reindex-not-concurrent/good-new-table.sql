CREATE TABLE invoices (id bigint PRIMARY KEY);
REINDEX TABLE invoices;
