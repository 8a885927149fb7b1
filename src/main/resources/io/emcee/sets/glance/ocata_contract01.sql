-- revision: ocata_contract01
-- phase: contract
-- down_revision: mitaka02
-- depends_on: ocata_expand01
-- release: ocata
-- summary: visibility becomes mandatory and is_public goes

-- First everything that can fail or take long, while services of both releases can still write.
ALTER TABLE images ADD CONSTRAINT images_visibility_present CHECK (visibility IS NOT NULL) NOT VALID;

-- part
ALTER TABLE images VALIDATE CONSTRAINT images_visibility_present;

-- part
DROP INDEX CONCURRENTLY IF EXISTS ix_images_is_public;

-- part
-- Then the triggers, the default and is_public in one moment. With the default but still with the triggers, an insert
-- of is_public alone would look like an insert of both. Without the triggers but still with is_public, an old service
-- would write public images that stay shared. A database that was expanded by Glance itself has no triggers.
DROP TRIGGER IF EXISTS insert_visibility ON images;
DROP TRIGGER IF EXISTS update_visibility ON images;
-- The validated check spares SET NOT NULL its scan of the table, so it goes in a statement after that.
ALTER TABLE images
    ALTER COLUMN visibility SET NOT NULL,
    ALTER COLUMN visibility SET DEFAULT 'shared';
ALTER TABLE images
    DROP CONSTRAINT images_visibility_present,
    DROP COLUMN is_public;
DROP FUNCTION IF EXISTS insert_visibility();
DROP FUNCTION IF EXISTS update_visibility();
