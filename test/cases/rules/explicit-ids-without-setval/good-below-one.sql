-- file: 1700000000001_plans.sql
CREATE TABLE plans (id serial PRIMARY KEY, name text);
-- file: 1700000000002_case.sql
INSERT INTO plans (id, name) VALUES (0, 'none'), (-1, 'unknown') ON CONFLICT (id) DO NOTHING;
