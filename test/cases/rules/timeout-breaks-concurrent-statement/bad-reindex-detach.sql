SET statement_timeout TO '5min';
REINDEX TABLE CONCURRENTLY orders;
ALTER TABLE measurements DETACH PARTITION measurements_2020 CONCURRENTLY;
