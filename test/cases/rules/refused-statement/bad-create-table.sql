CREATE TABLE pairs (a bigint PRIMARY KEY, b bigint PRIMARY KEY);
