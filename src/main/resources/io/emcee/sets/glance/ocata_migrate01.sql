-- revision: ocata_migrate01
-- phase: migrate
-- version: 45
-- depends_on: ocata_expand01
-- release: ocata
-- summary: every image gets its visibility from is_public and its members
-- table: images
-- key: id
-- pending: visibility IS NULL

-- An image without is_public counts as not public.
UPDATE images
SET visibility = CASE
        WHEN is_public THEN 'public'
        WHEN EXISTS (
            SELECT FROM image_members
            WHERE image_members.image_id = images.id AND NOT image_members.deleted
        ) THEN 'shared'
        ELSE 'private'
    END::image_visibility
WHERE {batch} AND visibility IS NULL;
