CREATE TABLE IF NOT EXISTS invoices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders (id)
);
ALTER TABLE invoices ADD COLUMN paid_at timestamptz;
COMMENT ON TABLE invoices IS 'What customers owe.';
