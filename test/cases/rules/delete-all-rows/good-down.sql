-- Up Migration
INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO NOTHING;
-- Down Migration
DELETE FROM orders;
