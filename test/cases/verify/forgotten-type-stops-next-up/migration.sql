-- Up Migration
CREATE TYPE app.job_status AS ENUM ('queued', 'running', 'done');
CREATE TABLE app.jobs (id bigint PRIMARY KEY, status app.job_status NOT NULL);
-- Down Migration
DROP TABLE app.jobs;
