SELECT shop.backfill_orders();
EXECUTE prepared_backfill;
