-- pgmaestro-ignore drop-table: nothing uses it since release 4.2, its rows are archived
DROP TABLE IF EXISTS legacy_orders;
