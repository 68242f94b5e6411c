-- Migration: Add Credentials and Integrations
-- Created: 2024-10-27
-- Description: Let users connect other services. Credentials hold secrets, encrypted;
--   integrations hold the settings of a connection and may use a credential.

-- Up Migration

CREATE TABLE IF NOT EXISTS flowmaestro.credentials (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    provider TEXT NOT NULL,
    encrypted_data BYTEA NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    last_used_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT credentials_user_id_fkey
        FOREIGN KEY (user_id) REFERENCES flowmaestro.users (id) ON DELETE CASCADE,
    CONSTRAINT credentials_type_check
        CHECK (type IN ('api_key', 'basic_auth', 'bearer_token', 'oauth2')),
    CONSTRAINT credentials_status_check
        CHECK (status IN ('active', 'invalid', 'expired', 'revoked'))
);

CREATE INDEX IF NOT EXISTS credentials_user_id_provider_idx
    ON flowmaestro.credentials (user_id, provider);

DROP TRIGGER IF EXISTS credentials_set_updated_at ON flowmaestro.credentials;
CREATE TRIGGER credentials_set_updated_at
    BEFORE UPDATE ON flowmaestro.credentials
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

COMMENT ON TABLE flowmaestro.credentials IS 'Secrets with which workflows sign in to other services.';
COMMENT ON COLUMN flowmaestro.credentials.provider IS 'The service that the secret is for, such as slack; an open set.';
COMMENT ON COLUMN flowmaestro.credentials.encrypted_data IS 'The whole secret, encrypted by the application before it is stored.';

CREATE TABLE IF NOT EXISTS flowmaestro.integrations (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID NOT NULL,
    credential_id UUID,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    config JSONB NOT NULL DEFAULT '{}',
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT integrations_user_id_fkey
        FOREIGN KEY (user_id) REFERENCES flowmaestro.users (id) ON DELETE CASCADE,
    CONSTRAINT integrations_credential_id_fkey
        FOREIGN KEY (credential_id) REFERENCES flowmaestro.credentials (id) ON DELETE SET NULL
);

CREATE INDEX IF NOT EXISTS integrations_user_id_type_idx
    ON flowmaestro.integrations (user_id, type);
CREATE INDEX IF NOT EXISTS integrations_credential_id_idx
    ON flowmaestro.integrations (credential_id);

DROP TRIGGER IF EXISTS integrations_set_updated_at ON flowmaestro.integrations;
CREATE TRIGGER integrations_set_updated_at
    BEFORE UPDATE ON flowmaestro.integrations
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

COMMENT ON TABLE flowmaestro.integrations IS 'Connections of a user to other services.';
COMMENT ON COLUMN flowmaestro.integrations.credential_id IS 'Null when the service needs no secret, or when the credential was deleted.';
COMMENT ON COLUMN flowmaestro.integrations.type IS 'The kind of service, such as slack or http; an open set.';
COMMENT ON COLUMN flowmaestro.integrations.config IS 'Settings in clear; secrets belong in the credential.';

-- Down Migration

DROP TABLE IF EXISTS flowmaestro.integrations;
DROP TABLE IF EXISTS flowmaestro.credentials;
