DROP TABLE legacy_orders, legacy_users;
