-- Up Migration
ALTER TABLE app.slides DROP CONSTRAINT IF EXISTS slides_position_key;
-- Down Migration
ALTER TABLE app.slides DROP CONSTRAINT IF EXISTS slides_position_key;
ALTER TABLE app.slides ADD CONSTRAINT slides_position_key UNIQUE (deck, position);
