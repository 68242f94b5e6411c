-- config: {"busyTables": ["events"]}
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
ALTER TABLE events ADD COLUMN IF NOT EXISTS region text;
