-- pgmaestro-ignore drop-schema: empty since release 4.2
DROP SCHEMA IF EXISTS reporting;
