DROP TABLE IF EXISTS pg_temp.shop_test;
