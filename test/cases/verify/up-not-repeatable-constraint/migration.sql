-- Up Migration
ALTER TABLE app.accounts ADD CONSTRAINT accounts_balance_sane CHECK (balance > -1e12);
-- Down Migration
ALTER TABLE app.accounts DROP CONSTRAINT IF EXISTS accounts_balance_sane;
