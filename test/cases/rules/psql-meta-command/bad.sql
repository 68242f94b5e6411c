\restrict kFqWf3
CREATE TABLE IF NOT EXISTS countries (code text PRIMARY KEY);
\i seed.sql
