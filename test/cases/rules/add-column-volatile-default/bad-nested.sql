ALTER TABLE orders
    ADD COLUMN code text NOT NULL DEFAULT upper(left(md5(random()::text), 8)),
    ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp();
