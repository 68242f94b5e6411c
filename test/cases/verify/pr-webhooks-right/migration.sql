-- Migration: Add Webhooks
-- Created: 2024-11-12
-- Description: Workflows can be started by calls from outside, and tell others of their end.

-- Up Migration

DO $$ BEGIN
    CREATE TYPE flowmaestro.webhook_direction AS ENUM ('incoming', 'outgoing');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
COMMENT ON TYPE flowmaestro.webhook_direction IS 'Who calls whom.';

CREATE TABLE IF NOT EXISTS flowmaestro.webhooks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workflow_id uuid NOT NULL REFERENCES flowmaestro.workflows (id) ON DELETE CASCADE,
    direction flowmaestro.webhook_direction NOT NULL,
    url text,
    secret bytea NOT NULL,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT webhooks_url_check CHECK ((direction = 'outgoing') = (url IS NOT NULL))
);
CREATE INDEX IF NOT EXISTS idx_webhooks_workflow_id ON flowmaestro.webhooks (workflow_id);
CREATE INDEX IF NOT EXISTS idx_webhooks_active ON flowmaestro.webhooks (workflow_id, direction) WHERE active;

DROP TRIGGER IF EXISTS webhooks_set_updated_at ON flowmaestro.webhooks;
CREATE TRIGGER webhooks_set_updated_at BEFORE UPDATE ON flowmaestro.webhooks
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

CREATE TABLE IF NOT EXISTS flowmaestro.webhook_logs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES flowmaestro.webhooks (id) ON DELETE CASCADE,
    status integer CHECK (status BETWEEN 100 AND 599),
    request jsonb NOT NULL,
    response jsonb,
    called_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_webhook_logs_webhook_id ON flowmaestro.webhook_logs (webhook_id, called_at DESC);
CREATE INDEX IF NOT EXISTS idx_webhook_logs_request ON flowmaestro.webhook_logs USING gin (request jsonb_path_ops);

ALTER TABLE flowmaestro.workflows ADD COLUMN IF NOT EXISTS webhook_count integer NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION flowmaestro.count_webhooks() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE flowmaestro.workflows w
    SET webhook_count = (SELECT count(*) FROM flowmaestro.webhooks h WHERE h.workflow_id = w.id)
    WHERE w.id = coalesce(NEW.workflow_id, OLD.workflow_id);
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS webhooks_count ON flowmaestro.webhooks;
CREATE TRIGGER webhooks_count AFTER INSERT OR DELETE ON flowmaestro.webhooks
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.count_webhooks();

COMMENT ON TABLE flowmaestro.webhooks IS 'Addresses that start a workflow or are told of its end.';
COMMENT ON COLUMN flowmaestro.webhooks.secret IS 'Signs the calls; encrypted.';
COMMENT ON TABLE flowmaestro.webhook_logs IS 'One row per call.';

-- Down Migration

DROP TABLE IF EXISTS flowmaestro.webhook_logs;
DROP TABLE IF EXISTS flowmaestro.webhooks;
DROP FUNCTION IF EXISTS flowmaestro.count_webhooks();
DROP TYPE IF EXISTS flowmaestro.webhook_direction;
ALTER TABLE flowmaestro.workflows DROP COLUMN IF EXISTS webhook_count;
