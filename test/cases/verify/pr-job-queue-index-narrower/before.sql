CREATE SCHEMA queue;
CREATE TYPE queue.state AS ENUM ('waiting', 'running', 'done');
CREATE TABLE queue.jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    state queue.state NOT NULL DEFAULT 'waiting',
    priority smallint NOT NULL DEFAULT 0,
    run_at timestamptz NOT NULL DEFAULT now(),
    payload jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX jobs_next_idx ON queue.jobs (priority DESC, run_at) WHERE state = 'waiting';
CREATE FUNCTION queue.take() RETURNS SETOF queue.jobs LANGUAGE sql AS $$
    UPDATE queue.jobs SET state = 'running' WHERE id = (
        SELECT id FROM queue.jobs WHERE state = 'waiting' AND run_at <= now()
        ORDER BY priority DESC, run_at FOR UPDATE SKIP LOCKED LIMIT 1
    ) RETURNING *
$$;
