-- Migration: Initial Schema
-- Created: 2024-10-27
-- Description: Base schema: users, their workflows, and the executions of a workflow with
--   their logs. Every later migration builds on these tables, on the two extensions and
--   on the function that keeps updated_at.

-- Up Migration

CREATE SCHEMA IF NOT EXISTS flowmaestro;

-- uuid-ossp makes the primary keys; pgcrypto is for queries that hash or encrypt.
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;

CREATE OR REPLACE FUNCTION flowmaestro.set_updated_at() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION flowmaestro.set_updated_at() IS 'Row trigger of every table with an updated_at column.';

CREATE TABLE IF NOT EXISTS flowmaestro.users (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    name TEXT,
    last_login_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE UNIQUE INDEX IF NOT EXISTS users_lower_email_key
    ON flowmaestro.users (pg_catalog.lower(email));

DROP TRIGGER IF EXISTS users_set_updated_at ON flowmaestro.users;
CREATE TRIGGER users_set_updated_at
    BEFORE UPDATE ON flowmaestro.users
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

COMMENT ON TABLE flowmaestro.users IS 'People who sign in and own workflows.';
COMMENT ON COLUMN flowmaestro.users.email IS 'As the user wrote it; unique without regard to case, so look it up by lower(email).';
COMMENT ON COLUMN flowmaestro.users.password_hash IS 'Salted hash, never the password.';

CREATE TABLE IF NOT EXISTS flowmaestro.workflows (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    definition JSONB NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT workflows_user_id_fkey
        FOREIGN KEY (user_id) REFERENCES flowmaestro.users (id) ON DELETE CASCADE,
    CONSTRAINT workflows_version_check
        CHECK (version > 0)
);

CREATE INDEX IF NOT EXISTS workflows_user_id_idx
    ON flowmaestro.workflows (user_id);
CREATE INDEX IF NOT EXISTS workflows_live_idx
    ON flowmaestro.workflows (user_id, updated_at DESC)
    WHERE deleted_at IS NULL;

DROP TRIGGER IF EXISTS workflows_set_updated_at ON flowmaestro.workflows;
CREATE TRIGGER workflows_set_updated_at
    BEFORE UPDATE ON flowmaestro.workflows
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

COMMENT ON TABLE flowmaestro.workflows IS 'Workflows as their owners designed them.';
COMMENT ON COLUMN flowmaestro.workflows.user_id IS 'The owner; a workflow goes when its owner goes.';
COMMENT ON COLUMN flowmaestro.workflows.definition IS 'The nodes and the edges between them.';
COMMENT ON COLUMN flowmaestro.workflows.version IS 'Raised by the application whenever the definition changes.';
COMMENT ON COLUMN flowmaestro.workflows.deleted_at IS 'Soft delete: null while the workflow is live.';

CREATE TABLE IF NOT EXISTS flowmaestro.executions (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    workflow_id UUID NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending',
    inputs JSONB NOT NULL DEFAULT '{}',
    outputs JSONB,
    current_state JSONB,
    error TEXT,
    started_at TIMESTAMPTZ,
    completed_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT executions_workflow_id_fkey
        FOREIGN KEY (workflow_id) REFERENCES flowmaestro.workflows (id) ON DELETE CASCADE,
    CONSTRAINT executions_status_check
        CHECK (status IN ('pending', 'running', 'paused', 'completed', 'failed', 'cancelled'))
);

CREATE INDEX IF NOT EXISTS executions_workflow_id_created_at_idx
    ON flowmaestro.executions (workflow_id, created_at DESC);
CREATE INDEX IF NOT EXISTS executions_unfinished_idx
    ON flowmaestro.executions (status, created_at)
    WHERE status IN ('pending', 'running', 'paused');

DROP TRIGGER IF EXISTS executions_set_updated_at ON flowmaestro.executions;
CREATE TRIGGER executions_set_updated_at
    BEFORE UPDATE ON flowmaestro.executions
    FOR EACH ROW EXECUTE FUNCTION flowmaestro.set_updated_at();

COMMENT ON TABLE flowmaestro.executions IS 'Runs of a workflow, one row each.';
COMMENT ON COLUMN flowmaestro.executions.current_state IS 'Where an unfinished run is, so that it can go on after a restart.';
COMMENT ON COLUMN flowmaestro.executions.error IS 'Why the run failed.';
COMMENT ON COLUMN flowmaestro.executions.completed_at IS 'When the run ended, in whatever way.';

CREATE TABLE IF NOT EXISTS flowmaestro.execution_logs (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    execution_id UUID NOT NULL,
    sequence_number BIGINT GENERATED ALWAYS AS IDENTITY,
    node_id TEXT,
    level TEXT NOT NULL DEFAULT 'info',
    message TEXT NOT NULL,
    metadata JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT execution_logs_execution_id_fkey
        FOREIGN KEY (execution_id) REFERENCES flowmaestro.executions (id) ON DELETE CASCADE,
    CONSTRAINT execution_logs_level_check
        CHECK (level IN ('debug', 'info', 'warn', 'error'))
);

CREATE INDEX IF NOT EXISTS execution_logs_execution_id_sequence_number_idx
    ON flowmaestro.execution_logs (execution_id, sequence_number);

COMMENT ON TABLE flowmaestro.execution_logs IS 'What an execution reported; rows are added, not changed.';
COMMENT ON COLUMN flowmaestro.execution_logs.sequence_number IS 'The order of the entries; created_at is the same for all entries of one transaction.';
COMMENT ON COLUMN flowmaestro.execution_logs.node_id IS 'Id of the node in the workflow''s definition; null when the entry is about the whole execution.';

-- Down Migration

DROP TABLE IF EXISTS flowmaestro.execution_logs;
DROP TABLE IF EXISTS flowmaestro.executions;
DROP TABLE IF EXISTS flowmaestro.workflows;
DROP TABLE IF EXISTS flowmaestro.users;
DROP FUNCTION IF EXISTS flowmaestro.set_updated_at();
DROP EXTENSION IF EXISTS pgcrypto;
DROP EXTENSION IF EXISTS "uuid-ossp";

-- The schema stays while anything is left in it: the history of migrations may live there.
DO $$
BEGIN
    DROP SCHEMA IF EXISTS flowmaestro;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        NULL;
END;
$$;
