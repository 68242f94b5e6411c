ALTER TABLE orders
    ADD COLUMN a timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN b timestamptz DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN c timestamp DEFAULT (now() AT TIME ZONE 'utc'),
    ADD COLUMN d timestamptz DEFAULT statement_timestamp(),
    ADD COLUMN e text DEFAULT current_user,
    ADD COLUMN f text DEFAULT current_setting('app.tenant'),
    ADD COLUMN g bigint DEFAULT txid_current(),
    ADD COLUMN h text[] NOT NULL DEFAULT ARRAY[]::text[],
    ADD COLUMN i jsonb NOT NULL DEFAULT '{}'::jsonb,
    ADD COLUMN j date DEFAULT (CURRENT_DATE + interval '30 days'),
    ADD COLUMN k uuid DEFAULT uuid_nil(),
    ADD COLUMN l timestamptz DEFAULT date_trunc('day', now()),
    ADD COLUMN m text DEFAULT NULL;
