CREATE TABLE measurements (
    id bigint PRIMARY KEY,
    a_very_long_name_of_a_column_that_goes_on_beyond_what_postgresql_keeps_one text,
    a_very_long_name_of_a_column_that_goes_on_beyond_what_postgresql_keeps_two text
);
