CREATE TABLE bookings_new (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room_id bigint NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT bookings_overlap EXCLUDE USING gist (room_id WITH =, during WITH &&)
);
