PREPARE close AS UPDATE orders SET state = 'closed' WHERE id = $1;
EXECUTE close (5);
LOAD 'auto_explain';
ALTER FOREIGN TABLE remote_orders OPTIONS (SET table_name 'purchases');
