-- Up Migration
CREATE TABLE IF NOT EXISTS app.webhook_logs (id bigint PRIMARY KEY, payload jsonb);
-- Down Migration
DROP TABLE IF EXISTS webhook_logs;
