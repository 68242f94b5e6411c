-- config: {"postgres": 18}
ALTER TABLE bookings ADD CONSTRAINT bookings_room_key UNIQUE (room_id, during WITHOUT OVERLAPS);
