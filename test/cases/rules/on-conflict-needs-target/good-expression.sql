-- file: 1700000000001_countries.sql
CREATE TABLE countries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL, name text);
CREATE UNIQUE INDEX countries_lower_code_key ON countries (lower(code));
-- file: 1700000000002_rows.sql
INSERT INTO countries (code, name) VALUES ('at', 'Austria') ON CONFLICT (lower(code)) DO NOTHING;
