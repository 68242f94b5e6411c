CREATE TABLE IF NOT EXISTS app.badges (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
INSERT INTO app.badges VALUES (1, 'early bird') ON CONFLICT DO NOTHING;
