-- What nobody has settled is asked for at every start: a few rows of a table that only grows.
CREATE INDEX appointment_open ON appointment (starts_at) WHERE state = 'scheduled' OR state = 'waiting';
