REASSIGN OWNED BY old_app TO app;
