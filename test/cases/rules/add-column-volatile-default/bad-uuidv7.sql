-- config: {"postgres": 18}
ALTER TABLE orders ADD COLUMN IF NOT EXISTS token uuid NOT NULL DEFAULT uuidv7();
