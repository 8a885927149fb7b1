-- revision: rocky_expand01
-- phase: expand
-- down_revision: queens_expand01
-- release: rocky
-- summary: images can be hidden from lists

ALTER TABLE images ADD COLUMN os_hidden boolean NOT NULL DEFAULT false;

-- part
CREATE INDEX CONCURRENTLY os_hidden_image_idx ON images (os_hidden);
