SET search_path = app, public;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
