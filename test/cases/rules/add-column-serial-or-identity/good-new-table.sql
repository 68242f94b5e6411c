CREATE TABLE orders (placed_at timestamptz NOT NULL);
ALTER TABLE orders ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
