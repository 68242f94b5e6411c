-- Up Migration
ALTER TABLE IF EXISTS app.clients RENAME TO customers;
ALTER INDEX IF EXISTS app.clients_pkey RENAME TO customers_pkey;
-- Down Migration
ALTER TABLE IF EXISTS app.customers RENAME TO clients;
ALTER INDEX IF EXISTS app.customers_pkey RENAME TO clients_pkey;
