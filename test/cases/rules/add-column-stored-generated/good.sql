-- config: {"postgres": 18}
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net + tax) VIRTUAL;
