CREATE TABLE people (
    id bigint PRIMARY KEY,
    born_on date CHECK (born_on <= CURRENT_DATE),
    owner text,
    CONSTRAINT people_owner_check CHECK (owner = current_user)
);
CREATE DOMAIN past AS date CHECK (VALUE < CURRENT_DATE);
