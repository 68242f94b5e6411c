CREATE TEMPORARY TABLE imported (line json);
