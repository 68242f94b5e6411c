ALTER TABLE orders ADD COLUMN weight integer,
    ADD CONSTRAINT orders_weight_check CHECK (weight > 0) NOT VALID;
