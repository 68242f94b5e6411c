SELECT update_distributed_table_colocation('orders', colocate_with => 'items');
SELECT citus_add_local_table_to_metadata('audit');
