-- pgmaestro-ignore drop-type: no column and no code uses it since release 4.2
DROP TYPE IF EXISTS order_state;
