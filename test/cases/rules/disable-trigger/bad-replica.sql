SET session_replication_role = 'replica';
SET LOCAL session_replication_role TO replica;
SELECT set_config('session_replication_role', 'replica', true);
