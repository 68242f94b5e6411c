-- file: 1700000000001_countries.sql
CREATE TABLE countries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL, name text, UNIQUE (name, code));
-- file: 1700000000002_rows.sql
INSERT INTO countries (code, name) VALUES ('at', 'Austria') ON CONFLICT (code, name) DO NOTHING;
INSERT INTO countries (code, name) VALUES ('de', 'Germany') ON CONFLICT DO NOTHING;
