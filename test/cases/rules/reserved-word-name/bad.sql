CREATE TABLE IF NOT EXISTS "user" (
    id bigint PRIMARY KEY,
    "order" integer NOT NULL,
    "left" bigint,
    CONSTRAINT "check" CHECK ("order" > 0)
);
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS "references" text;
ALTER TABLE invoices RENAME COLUMN reason TO "Select";
ALTER TABLE invoices RENAME COLUMN kind TO "select";
