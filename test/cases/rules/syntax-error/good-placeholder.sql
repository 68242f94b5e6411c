-- file: 1700000000003_x.sql
SELECT $$ a $$ FROM ${x}.t;
