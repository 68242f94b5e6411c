CREATE TABLE IF NOT EXISTS app.api_keys (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES app.users (id),
    hash bytea NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_api_keys_user_id ON app.api_keys (user_id);
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS api_access boolean NOT NULL DEFAULT false;
