-- pgmaestro: no-transaction
CALL backfill_regions();
