SET LOCAL search_path = app, pg_temp;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
