-- Up Migration
ALTER TABLE app.tickets DROP CONSTRAINT IF EXISTS tickets_state_check;
ALTER TABLE app.tickets ADD CONSTRAINT tickets_state_check CHECK (state IN ('open', 'pending', 'closed'));
-- Down Migration
UPDATE app.tickets SET state = 'open' WHERE state = 'pending';
ALTER TABLE app.tickets DROP CONSTRAINT IF EXISTS tickets_state_check;
ALTER TABLE app.tickets ADD CONSTRAINT tickets_state_check CHECK (state IN ('open', 'closed'));
