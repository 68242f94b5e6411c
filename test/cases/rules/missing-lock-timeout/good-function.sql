SELECT set_config('lock_timeout', '2s', true);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
