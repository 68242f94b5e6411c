CREATE VIEW pairs AS SELECT 1, 2;
CREATE TABLE copies AS SELECT lower(name), lower(email) FROM users;
SELECT 1 AS n, 2 AS n INTO numbers;
