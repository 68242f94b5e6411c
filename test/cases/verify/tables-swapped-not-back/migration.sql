-- Up Migration
ALTER TABLE app.live RENAME TO held;
ALTER TABLE app.staged RENAME TO live;
ALTER TABLE app.held RENAME TO staged;
-- Down Migration
SELECT 1;
