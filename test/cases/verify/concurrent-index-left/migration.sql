-- Up Migration
DROP INDEX CONCURRENTLY IF EXISTS app.idx_subscriptions_email;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_subscriptions_email_list ON app.subscriptions (email, list);
-- Down Migration
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_subscriptions_email ON app.subscriptions (email);
