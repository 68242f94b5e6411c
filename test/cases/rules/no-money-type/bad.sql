CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, total money NOT NULL);
