-- Migration: Add Webhooks
-- Created: 2024-11-12
-- Description: Workflows can be started by calls from outside.

-- Up Migration

CREATE TABLE IF NOT EXISTS flowmaestro.webhooks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workflow_id uuid NOT NULL REFERENCES flowmaestro.workflows (id) ON DELETE CASCADE,
    secret bytea NOT NULL,
    active boolean NOT NULL DEFAULT true
);
CREATE INDEX IF NOT EXISTS idx_webhooks_workflow_id ON flowmaestro.webhooks (workflow_id);

CREATE TABLE IF NOT EXISTS flowmaestro.webhook_logs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES flowmaestro.webhooks (id) ON DELETE CASCADE,
    request jsonb NOT NULL,
    called_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_webhook_logs_webhook_id ON flowmaestro.webhook_logs (webhook_id, called_at DESC);

ALTER TABLE flowmaestro.workflows ADD COLUMN IF NOT EXISTS webhook_count integer NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION flowmaestro.count_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE flowmaestro.workflows w
    SET webhook_count = (SELECT count(*) FROM flowmaestro.webhooks h WHERE h.workflow_id = w.id)
    WHERE w.id = coalesce(NEW.workflow_id, OLD.workflow_id);
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS webhooks_count ON flowmaestro.webhooks;
CREATE TRIGGER webhooks_count AFTER INSERT OR DELETE ON flowmaestro.webhooks
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.count_webhooks();

COMMENT ON TABLE flowmaestro.webhooks IS 'Addresses that start a workflow.';

-- Down Migration

DROP TABLE IF EXISTS flowmaestro.webhook_logs;
DROP TABLE IF EXISTS flowmaestro.webhooks;
