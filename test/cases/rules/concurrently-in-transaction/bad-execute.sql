DO $do$
BEGIN
    EXECUTE format('DROP INDEX CONCURRENTLY IF EXISTS %I', 'orders_user_id_idx');
END;
$do$;
