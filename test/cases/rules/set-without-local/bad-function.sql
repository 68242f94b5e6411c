SELECT set_config('statement_timeout', '30s', false);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
