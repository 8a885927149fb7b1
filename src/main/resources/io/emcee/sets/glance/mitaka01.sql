-- revision: mitaka01
-- phase: base
-- down_revision: liberty
-- release: mitaka
-- summary: images can be listed by the time they were created or updated

CREATE INDEX CONCURRENTLY created_at_image_idx ON images (created_at);

-- part
CREATE INDEX CONCURRENTLY updated_at_image_idx ON images (updated_at);
