CREATE SCHEMA app;
CREATE TYPE app.flag AS ENUM ('yes', 'no');
