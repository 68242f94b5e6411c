-- config: {"busyTables": ["users"]}
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id),
    paid_by bigint REFERENCES users (id),
    carrier_id bigint REFERENCES carriers (id)
);
