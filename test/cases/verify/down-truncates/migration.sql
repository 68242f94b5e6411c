-- Up Migration
INSERT INTO app.countries (code, name) VALUES ('ch', 'Switzerland'), ('de', 'Germany') ON CONFLICT (code) DO NOTHING;
-- Down Migration
TRUNCATE app.countries;
