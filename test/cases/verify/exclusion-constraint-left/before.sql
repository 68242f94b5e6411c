CREATE SCHEMA app;
CREATE TABLE app.bookings (id bigint PRIMARY KEY, during tstzrange);
