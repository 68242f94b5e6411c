-- Up Migration
CREATE OR REPLACE RULE ledger_no_delete AS ON DELETE TO app.ledger DO INSTEAD NOTHING;
-- Down Migration
SELECT 1;
