-- Up Migration
CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
-- Down Migration
DROP TABLE IF EXISTS invoices;
