CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('open', 'closed');
