-- Up Migration
CREATE TABLE IF NOT EXISTS app.sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id bigint NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_sessions_user_id ON app.sessions (user_id);
COMMENT ON TABLE app.sessions IS 'Who is signed in.';
-- Down Migration
DROP TABLE IF EXISTS app.sessions;
