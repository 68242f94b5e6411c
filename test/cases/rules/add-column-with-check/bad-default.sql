ALTER TABLE orders ADD COLUMN weight integer NOT NULL DEFAULT 1 CONSTRAINT positive_weight CHECK (weight > 0);
