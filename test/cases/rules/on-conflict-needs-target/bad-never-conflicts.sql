-- file: 1700000000001_countries.sql
CREATE TABLE countries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL, name text);
-- file: 1700000000002_rows.sql
INSERT INTO countries (code, name) VALUES ('at', 'Austria') ON CONFLICT DO NOTHING;
