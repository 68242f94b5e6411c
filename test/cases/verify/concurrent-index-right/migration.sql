-- pgmaestro: no-transaction
-- Up Migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_user_id ON app.events (user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_kind ON app.events (kind) WHERE kind IS NOT NULL;
-- Down Migration
DROP INDEX CONCURRENTLY IF EXISTS app.idx_events_kind;
DROP INDEX CONCURRENTLY IF EXISTS app.idx_events_user_id;
