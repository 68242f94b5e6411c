-- Up Migration
ALTER TABLE app.clients RENAME TO customers;
ALTER TABLE app.customers RENAME CONSTRAINT clients_pkey TO customers_pkey;
ALTER SEQUENCE app.clients_id_seq RENAME TO customers_id_seq;
-- Down Migration
ALTER TABLE app.customers RENAME TO clients;
