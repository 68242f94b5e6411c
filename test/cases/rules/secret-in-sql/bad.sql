CREATE ROLE app LOGIN PASSWORD 'correct-horse';
