CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users (id), email_id bigint UNIQUE REFERENCES emails (id));
