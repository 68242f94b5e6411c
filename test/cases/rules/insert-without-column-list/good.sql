INSERT INTO countries (code, name) VALUES ('at', 'Austria') ON CONFLICT (code) DO NOTHING;
