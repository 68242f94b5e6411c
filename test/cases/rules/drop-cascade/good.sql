-- pgmaestro-ignore drop-view-or-function: nothing reads them since release 4.2
DROP VIEW IF EXISTS order_totals_by_day, order_totals;
