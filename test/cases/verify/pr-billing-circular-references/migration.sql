-- Up Migration
CREATE TABLE IF NOT EXISTS billing.subscriptions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account text NOT NULL,
    latest_invoice_id bigint
);
CREATE TABLE IF NOT EXISTS billing.invoices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id bigint NOT NULL REFERENCES billing.subscriptions (id),
    total bigint NOT NULL
);
DO $$ BEGIN
    ALTER TABLE billing.subscriptions ADD CONSTRAINT subscriptions_latest_invoice_fkey
        FOREIGN KEY (latest_invoice_id) REFERENCES billing.invoices (id) DEFERRABLE INITIALLY DEFERRED;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
-- Down Migration
DROP TABLE IF EXISTS billing.invoices;
DROP TABLE IF EXISTS billing.subscriptions;
