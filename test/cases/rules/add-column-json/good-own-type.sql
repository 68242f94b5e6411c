CREATE TABLE events (id bigint PRIMARY KEY, payload app.json);
