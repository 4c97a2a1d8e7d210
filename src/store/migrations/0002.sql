-- The history of a record is asked for by its rows: without these the whole log would be read for it.
CREATE INDEX event_entity ON event (entity_id);
-- Lines that were moved out of a record are known by what they once stood in; there are few such events.
CREATE INDEX event_moved ON event (command) WHERE entity = 'note' AND command IN ('move_note', 'amend');
