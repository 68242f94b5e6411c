-- pgmaestro: no-transaction
REINDEX TABLE measurements;
