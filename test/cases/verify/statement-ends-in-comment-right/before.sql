CREATE TABLE app_users (id int PRIMARY KEY);
