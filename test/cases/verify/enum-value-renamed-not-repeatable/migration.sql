-- Up Migration
ALTER TYPE app.state RENAME VALUE 'open' TO 'active';
-- Down Migration
ALTER TYPE app.state RENAME VALUE 'active' TO 'open';
