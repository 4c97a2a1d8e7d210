-- What is left of a day is listed at every start: what each row comes to on the coming days lies in the index, and only
-- who is on the list is read. It begins at a day that is counted, so that SQLite finds the byte of a day.
ALTER TABLE standing ADD COLUMN outlook_from INTEGER;
ALTER TABLE standing ADD COLUMN outlook BLOB;
DROP INDEX standing_open;
CREATE INDEX standing_open ON standing (scope, settled_on, v, outlook_from, outlook, scope_id, pharmacy_id);
