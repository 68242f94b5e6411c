-- Up Migration
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'customers_pkey' AND conrelid = 'app.customers'::regclass) THEN
        ALTER TABLE app.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
    END IF;
END $$;
-- Down Migration
ALTER TABLE app.customers DROP CONSTRAINT IF EXISTS customers_pkey;
ALTER TABLE app.customers DROP CONSTRAINT IF EXISTS customers_number_key CASCADE;
ALTER TABLE app.customers ALTER COLUMN id SET NOT NULL;
ALTER TABLE app.customers ADD CONSTRAINT customers_number_key UNIQUE (number);
