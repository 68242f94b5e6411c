-- Up Migration
ALTER TABLE app.orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE app.orders ALTER COLUMN total TYPE bigint;
INSERT INTO app.orders (id, note) VALUES (1, 'first') ON CONFLICT (id) DO NOTHING;
-- Down Migration
ALTER TABLE archive.orders ALTER COLUMN note DROP NOT NULL;
ALTER TABLE archive.orders RENAME COLUMN total TO sum;
DELETE FROM archive.orders;
