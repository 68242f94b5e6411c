CREATE TABLE IF NOT EXISTS countries (code text PRIMARY KEY, name text NOT NULL);
INSERT INTO countries (code, name)
VALUES ('at', 'Austria'), ('ci', 'Côte d''Ivoire')
ON CONFLICT (code) DO NOTHING;
