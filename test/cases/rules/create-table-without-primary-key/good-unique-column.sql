CREATE UNLOGGED TABLE rate_limits (ip inet NOT NULL UNIQUE, hits integer NOT NULL);
