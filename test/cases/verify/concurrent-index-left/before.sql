CREATE SCHEMA app;
CREATE TABLE app.subscriptions (id bigint PRIMARY KEY, email text NOT NULL, list text NOT NULL);
CREATE UNIQUE INDEX idx_subscriptions_email ON app.subscriptions (email);
