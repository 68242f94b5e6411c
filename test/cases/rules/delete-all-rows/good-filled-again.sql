DELETE FROM countries;
INSERT INTO countries (code) VALUES ('de'), ('fr');
