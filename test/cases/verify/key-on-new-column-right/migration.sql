-- Up Migration
DO $$
BEGIN
  IF EXISTS (
    SELECT FROM information_schema.columns
    WHERE table_schema = 'app' AND table_name = 'waiting' AND column_name = 'id'
  ) THEN
    ALTER TABLE app.waiting DROP CONSTRAINT waiting_pkey, DROP COLUMN id, ADD PRIMARY KEY (run);
  END IF;
END
$$;
-- Down Migration
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM information_schema.columns
    WHERE table_schema = 'app' AND table_name = 'waiting' AND column_name = 'id'
  ) THEN
    ALTER TABLE app.waiting DROP CONSTRAINT waiting_pkey, ADD COLUMN id bigserial PRIMARY KEY;
  END IF;
END
$$;
