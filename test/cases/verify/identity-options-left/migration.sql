-- Up Migration
ALTER TABLE app.events ADD COLUMN IF NOT EXISTS shard integer;
ALTER TABLE app.events ALTER COLUMN id SET INCREMENT BY 10;
-- Down Migration
ALTER TABLE app.events DROP COLUMN IF EXISTS shard;
