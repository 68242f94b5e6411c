-- Up Migration
CREATE TABLE IF NOT EXISTS app.outbox (id bigint PRIMARY KEY, payload jsonb);
DROP PUBLICATION IF EXISTS app_outbox;
CREATE PUBLICATION app_outbox FOR TABLE app.outbox;
-- Down Migration
DROP TABLE IF EXISTS app.outbox;
