ALTER TYPE priority ADD VALUE IF NOT EXISTS 'urgent' AFTER 'high';
