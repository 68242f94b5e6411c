INSERT INTO countries (code, name) VALUES ('at', 'Austria');
