TRUNCATE TABLE rate_limits;
