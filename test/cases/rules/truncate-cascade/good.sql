-- pgmaestro-ignore truncate: both are filled again by the next import
TRUNCATE import_rows, import_errors;
