-- Up Migration
DROP INDEX IF EXISTS app.idx_messages_room;
-- Down Migration
CREATE INDEX IF NOT EXISTS idx_messages_room ON app.messages (room_id, sent_at);
