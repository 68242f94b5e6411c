CREATE TABLE IF NOT EXISTS countries (code text PRIMARY KEY, name text NOT NULL);
COPY countries (code, name) FROM stdin;
at	Austria
ci	Côte d'Ivoire
\.
