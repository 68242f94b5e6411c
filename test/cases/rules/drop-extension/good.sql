-- pgmaestro-ignore drop-extension: nothing calls its functions since release 4.2
DROP EXTENSION IF EXISTS tablefunc;
