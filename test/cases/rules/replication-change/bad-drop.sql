DROP PUBLICATION IF EXISTS warehouse, reports;
