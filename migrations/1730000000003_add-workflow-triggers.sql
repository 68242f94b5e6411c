-- Migration: Add Workflow Triggers
-- Created: 2024-10-27
-- Description: Add triggers table for workflow automation, so that a workflow starts
--   on a schedule, on a webhook call or on an event.

-- Up Migration

CREATE TABLE IF NOT EXISTS flowmaestro.workflow_triggers (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    workflow_id UUID NOT NULL,
    type TEXT NOT NULL,
    config JSONB NOT NULL DEFAULT '{}',
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    last_run_at TIMESTAMPTZ,
    next_run_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT workflow_triggers_workflow_id_fkey
        FOREIGN KEY (workflow_id) REFERENCES flowmaestro.workflows (id) ON DELETE CASCADE,
    CONSTRAINT workflow_triggers_type_check
        CHECK (type IN ('schedule', 'webhook', 'event'))
);

CREATE INDEX IF NOT EXISTS workflow_triggers_workflow_id_idx
    ON flowmaestro.workflow_triggers (workflow_id);
CREATE INDEX IF NOT EXISTS workflow_triggers_due_idx
    ON flowmaestro.workflow_triggers (next_run_at)
    WHERE enabled AND next_run_at IS NOT NULL;

DROP TRIGGER IF EXISTS workflow_triggers_set_updated_at ON flowmaestro.workflow_triggers;
CREATE TRIGGER workflow_triggers_set_updated_at
    BEFORE UPDATE ON flowmaestro.workflow_triggers
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

COMMENT ON TABLE flowmaestro.workflow_triggers IS 'What starts a workflow.';
COMMENT ON COLUMN flowmaestro.workflow_triggers.config IS 'Depends on the type: the cron line of a schedule, the path of a webhook, the name of an event.';
COMMENT ON COLUMN flowmaestro.workflow_triggers.next_run_at IS 'When a schedule is due; null for the other types.';

-- Down Migration

DROP TABLE IF EXISTS flowmaestro.workflow_triggers;
