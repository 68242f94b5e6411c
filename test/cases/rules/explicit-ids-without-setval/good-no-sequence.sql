CREATE TABLE countries (id bigint PRIMARY KEY, name text);
INSERT INTO countries (id, name) VALUES (1, 'Austria');
INSERT INTO plans (id, name) VALUES (1, 'free');
