INSERT INTO demo_users (id) VALUES (1);
INSERT INTO users (email) VALUES ('someone.real@gmail.com');
