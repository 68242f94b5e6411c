-- pgmaestro: backfill orders
DELETE FROM orders;
