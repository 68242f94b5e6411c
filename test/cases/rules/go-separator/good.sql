CREATE TABLE IF NOT EXISTS countries (code text PRIMARY KEY);
CREATE INDEX IF NOT EXISTS countries_lower_idx ON countries (lower(code));
