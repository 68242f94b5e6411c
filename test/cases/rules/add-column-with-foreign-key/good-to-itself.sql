ALTER TABLE orders ADD COLUMN replaces bigint REFERENCES orders (id);
