-- config: {"postgres": 18}
ALTER TABLE orders ADD COLUMN weight integer CHECK (weight > 0) NOT ENFORCED;
