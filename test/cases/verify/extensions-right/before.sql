CREATE SCHEMA app;
CREATE TABLE app.bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room integer NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL
);
