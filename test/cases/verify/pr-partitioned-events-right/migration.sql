-- Up Migration
DO $$ BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = 'app.events'::regclass) = 'r' THEN
        ALTER TABLE app.events RENAME TO events_plain;
        ALTER TABLE app.events_plain RENAME CONSTRAINT events_pkey TO events_plain_pkey;
        ALTER INDEX app.events_kind_idx RENAME TO events_plain_kind_idx;
        CREATE TABLE app.events (
            id bigint NOT NULL,
            at timestamptz NOT NULL,
            kind text NOT NULL,
            body jsonb,
            CONSTRAINT events_pkey PRIMARY KEY (id, at)
        ) PARTITION BY RANGE (at);
        CREATE INDEX events_kind_idx ON app.events (kind);
        CREATE TABLE app.events_2126 PARTITION OF app.events FOR VALUES FROM ('2126-01-01') TO ('2127-01-01');
        CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT;
        INSERT INTO app.events (id, at, kind, body) SELECT id, at, kind, body FROM app.events_plain;
        DROP TABLE app.events_plain;
    END IF;
END $$;
-- Down Migration
DO $$ BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = 'app.events'::regclass) = 'p' THEN
        CREATE TABLE app.events_plain (
            id bigint NOT NULL,
            at timestamptz NOT NULL,
            kind text NOT NULL,
            body jsonb
        );
        INSERT INTO app.events_plain (id, at, kind, body) SELECT id, at, kind, body FROM app.events;
        DROP TABLE app.events;
        ALTER TABLE app.events_plain RENAME TO events;
        ALTER TABLE app.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);
        CREATE INDEX events_kind_idx ON app.events (kind);
    END IF;
END $$;
