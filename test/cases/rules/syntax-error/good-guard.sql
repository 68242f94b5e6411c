CREATE TYPE IF NOT EXISTS mood AS ENUM ('sad', 'happy');
