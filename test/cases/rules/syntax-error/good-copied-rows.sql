COPY countries (code, name) FROM stdin;
ci	Côte d'Ivoire
\.
