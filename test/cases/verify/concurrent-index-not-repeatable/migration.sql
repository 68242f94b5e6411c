-- Up Migration
CREATE INDEX CONCURRENTLY idx_events_user_id ON app.events (user_id);
-- Down Migration
DROP INDEX CONCURRENTLY IF EXISTS app.idx_events_user_id;
