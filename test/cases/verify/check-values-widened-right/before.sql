CREATE SCHEMA app;
CREATE TABLE app.tickets (
    id bigint PRIMARY KEY,
    state text NOT NULL DEFAULT 'open',
    CONSTRAINT tickets_state_check CHECK (state IN ('open', 'closed'))
);
