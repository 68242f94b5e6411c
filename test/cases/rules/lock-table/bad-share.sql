SET LOCAL lock_timeout = '2s';
LOCK TABLE ONLY orders IN SHARE MODE;
