-- Up Migration
CREATE TABLE IF NOT EXISTS app.notifications (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    body text NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_notifications_user_id ON app.notifications (user_id);
-- Down Migration
DROP TABLE IF EXISTS app.notifications;
