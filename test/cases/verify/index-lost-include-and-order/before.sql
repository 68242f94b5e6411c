CREATE SCHEMA app;
CREATE TABLE app.messages (id bigint PRIMARY KEY, room_id bigint NOT NULL, sent_at timestamptz NOT NULL, author text);
CREATE INDEX idx_messages_room ON app.messages (room_id, sent_at DESC) INCLUDE (author);
