CREATE TABLE IF NOT EXISTS app.badges (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE OR REPLACE VIEW app.badge_names AS SELECT name FROM app.badges;
