CREATE SCHEMA app;
CREATE TABLE app.slides (
    id bigint PRIMARY KEY,
    deck bigint NOT NULL,
    position integer NOT NULL,
    CONSTRAINT slides_position_key UNIQUE (deck, position) DEFERRABLE INITIALLY DEFERRED
);
