SELECT create_reference_table('countries');
SELECT alter_distributed_table('orders', shard_count => 64, cascade_to_colocated => true);
SELECT undistribute_table('items');
