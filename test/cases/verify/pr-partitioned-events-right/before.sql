CREATE SCHEMA app;
CREATE TABLE app.events (
    id bigint NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    body jsonb,
    CONSTRAINT events_pkey PRIMARY KEY (id, at)
);
CREATE INDEX events_kind_idx ON app.events (kind);
