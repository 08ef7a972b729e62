UPDATE shipments SET status = 'sent' WHERE status IS NULL;
ALTER TABLE shipments ALTER COLUMN status SET NOT NULL;
