CREATE TABLE countries (code text PRIMARY KEY);
INSERT INTO countries (code) VALUES ('at');
CREATE TEMP TABLE codes (code text);
INSERT INTO codes (code) SELECT code FROM countries;
