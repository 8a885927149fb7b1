-- What a Glance of some years has in its tables, for the schema of mitaka02. {images} is replaced by the number of
-- images, at least 5. The same number always gives the same rows, their times counted back from now. About one image in
-- seven is soft-deleted, 1 to 900 days ago and most of them lately, and so is all that belongs to it. To be run in one
-- session, because a temporary table is shared.
--
-- Traps, as real data has them. The number stands at the end of the image's name, its id is md5('image-' || number).
--   1  deleted 400 days ago, with a property that is not deleted
--   2  deleted 400 days ago, with a location that is not deleted
--   3  deleted 400 days ago, with a member that is not deleted
--   4  in use, although its deleted_at says 300 days ago
--   5  deleted, although it has no deleted_at

-- Every decision about image n is drawn from the digits of one hash, so that a rerun draws the same.
CREATE TEMPORARY TABLE lab_images AS
WITH hashed AS (
    SELECT n, md5('image-' || n) AS hash
    FROM generate_series(1, {images}) AS n
), drawn AS (
    SELECT
        n,
        hash::uuid::text AS id,
        ('x' || substr(hash, 1, 4))::bit(16)::integer / 65536.0 AS kind,
        ('x' || substr(hash, 5, 4))::bit(16)::integer / 65536.0 AS project,
        ('x' || substr(hash, 9, 4))::bit(16)::integer / 65536.0 AS sharing,
        ('x' || substr(hash, 13, 4))::bit(16)::integer / 65536.0 AS fate,
        ('x' || substr(hash, 17, 4))::bit(16)::integer / 65536.0 AS age,
        ('x' || substr(hash, 21, 4))::bit(16)::integer / 65536.0 AS life,
        ('x' || substr(hash, 25, 4))::bit(16)::integer / 65536.0 AS volume
    FROM hashed
), fated AS (
    SELECT
        *,
        n > 5 AND sharing < 0.1 AS is_public,
        n IN (1, 2, 3, 5) OR n > 5 AND fate < 0.15 AS deleted,
        n > 5 AND fate > 0.99 AS queued,
        date_trunc('second', now() AT TIME ZONE 'utc')
            - CASE WHEN n <= 5 THEN interval '400 days' ELSE (1 + 899 * age * age) * interval '1 day' END AS aged
    FROM drawn
)
SELECT
    n,
    id,
    (ARRAY['ubuntu', 'ubuntu', 'debian', 'centos', 'fedora', 'cirros', 'windows', 'rhel'])[1 + floor(kind * 8)::integer]
        AS distribution,
    (ARRAY['22.04-server', '24.04-minimal', '12-generic', '9-stream', '40-cloud', '0.6.2', '2022-server', '9-golden'])
        [1 + floor(kind * 8)::integer] AS edition,
    md5('project-' || CASE WHEN is_public THEN 0 ELSE floor(40 * project * project) END) AS owner,
    is_public,
    NOT is_public AND sharing > 0.8 AND n > 5 AS shared,
    deleted,
    queued,
    CASE WHEN deleted THEN aged - life * interval '500 days' ELSE aged END AS born,
    CASE WHEN deleted THEN aged END AS died,
    (CASE WHEN floor(kind * 8) = 5 THEN 2e7 ELSE 2e8 + 8e9 * volume * volume END)::bigint AS size
FROM fated;

INSERT INTO images (
    id, name, size, status, is_public, created_at, updated_at, deleted_at, deleted, disk_format, container_format,
    checksum, owner, min_disk, min_ram, protected, virtual_size)
SELECT
    id,
    distribution || '-' || edition || '-' || n,
    CASE WHEN NOT queued THEN size END,
    CASE WHEN deleted THEN 'deleted' WHEN queued THEN 'queued' ELSE 'active' END,
    is_public,
    born,
    coalesce(died, born + interval '4 minutes'),
    died,
    deleted,
    (ARRAY['qcow2', 'raw', 'qcow2', 'vmdk'])[1 + n % 4],
    'bare',
    CASE WHEN NOT queued THEN md5(id) END,
    owner,
    10 * (n % 3),
    512 * (n % 4),
    n % 40 = 0 AND NOT deleted,
    CASE WHEN n % 4 = 1 AND NOT queued THEN size * 3 END
FROM lab_images
ORDER BY n;

INSERT INTO image_properties (image_id, name, value, created_at, updated_at, deleted_at, deleted)
SELECT id, property.name, property.value, born, died, died, deleted
FROM lab_images
CROSS JOIN LATERAL (VALUES
    (0, 'os_distro', distribution),
    (1, 'os_version', split_part(edition, '-', 1)),
    (2, 'architecture', CASE WHEN n % 9 = 0 THEN 'aarch64' ELSE 'x86_64' END),
    (3, 'hw_disk_bus', CASE WHEN n % 7 = 0 THEN 'scsi' ELSE 'virtio' END),
    (4, 'hw_qemu_guest_agent', 'yes')
) AS property (position, name, value)
WHERE property.position = 0 OR (n + property.position) % 5 <> 0
ORDER BY n;

-- Three in five locations name their backend, as images of several stores do before Train.
INSERT INTO image_locations (image_id, value, created_at, updated_at, deleted_at, deleted, meta_data, status)
SELECT
    id,
    CASE n % 5
        WHEN 0 THEN 'file:///var/lib/glance/images/' || id
        WHEN 1 THEN 'file:///var/lib/glance/images/' || id
        WHEN 2 THEN 'swift+config://ref1/glance/' || id
        ELSE 'rbd://4f1c8f0e-6f0a-4b53-9d3c-0d7f5b1f2a77/images/' || id || '/snap'
    END,
    born,
    died,
    died,
    deleted,
    CASE n % 5 WHEN 0 THEN '{}' WHEN 1 THEN '{}' WHEN 2 THEN '{"backend": "swift"}' ELSE '{"backend": "ceph"}' END,
    CASE WHEN deleted THEN 'deleted' ELSE 'active' END
FROM lab_images
WHERE NOT queued
ORDER BY n;

INSERT INTO image_tags (image_id, value, created_at, updated_at, deleted_at, deleted)
SELECT id, tag, born, died, died, deleted
FROM lab_images
CROSS JOIN LATERAL unnest(
    (ARRAY['production', 'test', 'golden', 'obsolete', 'ci', 'gpu'])[1 + n % 6:(n % 6) + (n % 7) / 2]) AS tag
ORDER BY n;

-- Every tenth member was taken out of its image again.
INSERT INTO image_members (image_id, member, can_share, created_at, updated_at, deleted_at, deleted, status)
SELECT
    id,
    md5('project-' || (n + 7 * k) % 40),
    false,
    born,
    coalesce(died, born),
    coalesce(died, CASE WHEN (n + k) % 10 = 0 THEN born + interval '8 hours' END),
    deleted OR (n + k) % 10 = 0,
    (ARRAY['accepted', 'pending', 'accepted', 'rejected'])[1 + (n + k) % 4]
FROM lab_images
CROSS JOIN LATERAL generate_series(1, 1 + n % 3) AS k
WHERE shared
ORDER BY n;

-- Every second task has been cleared away. What a task was about has no mark of its own.
INSERT INTO tasks (id, type, status, owner, expires_at, created_at, updated_at, deleted_at, deleted)
SELECT
    md5('task-' || n)::uuid::text,
    (ARRAY['import', 'import', 'export', 'clone'])[1 + n / 5 % 4],
    (ARRAY['success', 'success', 'failure'])[1 + n / 5 % 3],
    owner,
    born + interval '2 days',
    born,
    born + interval '10 minutes',
    CASE WHEN n % 2 = 0 THEN greatest(
        least(born + interval '2 days', now() AT TIME ZONE 'utc'),
        date_trunc('second', now() AT TIME ZONE 'utc') - (1 + n % 899) * interval '1 day') END,
    n % 2 = 0
FROM lab_images
WHERE n % 5 = 0
ORDER BY n;

INSERT INTO task_info (task_id, input, result, message)
SELECT
    md5('task-' || n)::uuid::text,
    '{"import_from_format": "qcow2", "image_properties": {"name": "' || distribution || '-' || edition || '"}}',
    CASE WHEN n / 5 % 3 < 2 THEN '{"image_id": "' || id || '"}' END,
    CASE WHEN n / 5 % 3 = 2 THEN 'Task failed due to: connection to the source timed out' ELSE '' END
FROM lab_images
WHERE n % 5 = 0
ORDER BY n;

-- The traps.
UPDATE image_properties SET deleted = false, deleted_at = NULL
WHERE image_id = md5('image-1')::uuid::text AND name = 'os_distro';
UPDATE image_locations SET deleted = false, deleted_at = NULL, status = 'active'
WHERE image_id = md5('image-2')::uuid::text;
INSERT INTO image_members (image_id, member, can_share, created_at, deleted, status)
SELECT id, md5('project-39'), false, born, false, 'accepted'
FROM lab_images WHERE n = 3;
UPDATE images SET deleted_at = date_trunc('second', now() AT TIME ZONE 'utc') - interval '300 days'
WHERE id = md5('image-4')::uuid::text;
UPDATE images SET deleted_at = NULL
WHERE id = md5('image-5')::uuid::text;

-- Metadata definitions, a few of the many that Glance brings along.
INSERT INTO metadef_resource_types (name, protected, created_at)
SELECT name, true, now() AT TIME ZONE 'utc' - interval '1500 days'
FROM unnest(ARRAY['OS::Glance::Image', 'OS::Nova::Server', 'OS::Nova::Flavor', 'OS::Cinder::Volume']) AS name;
INSERT INTO metadef_namespaces (namespace, display_name, description, visibility, protected, owner, created_at)
SELECT namespace, display_name, description, 'public', true, 'admin', now() AT TIME ZONE 'utc' - interval '1500 days'
FROM (VALUES
    ('OS::Compute::VirtCPUTopology', 'Virtual CPU topology', 'The sockets, cores and threads of a server.'),
    ('OS::Compute::Watchdog', 'Watchdog behavior', 'What happens when a server hangs.'),
    ('OS::Software::DBMS', 'Database software', 'The database software that an image carries.')
) AS known (namespace, display_name, description);
INSERT INTO metadef_namespace_resource_types (resource_type_id, namespace_id, prefix, created_at)
SELECT type.id, namespace.id, CASE WHEN type.name = 'OS::Glance::Image' THEN 'hw_' END, namespace.created_at
FROM metadef_resource_types AS type
CROSS JOIN metadef_namespaces AS namespace
WHERE type.name <> 'OS::Cinder::Volume';
INSERT INTO metadef_properties (namespace_id, name, json_schema, created_at)
SELECT id, property, '{"type": "integer", "title": "' || property || '", "minimum": 1}', created_at
FROM metadef_namespaces
CROSS JOIN unnest(ARRAY['cpu_sockets', 'cpu_cores', 'cpu_threads']) AS property
WHERE namespace = 'OS::Compute::VirtCPUTopology';
INSERT INTO metadef_objects (namespace_id, name, description, json_schema, created_at)
SELECT
    id, 'PostgreSQL', 'An object-relational database.', '{"sw_database_postgresql_version": {"type": "string"}}',
    created_at
FROM metadef_namespaces
WHERE namespace = 'OS::Software::DBMS';
INSERT INTO metadef_tags (namespace_id, name, created_at)
SELECT id, tag, created_at
FROM metadef_namespaces
CROSS JOIN unnest(ARRAY['database', 'sql']) AS tag
WHERE namespace = 'OS::Software::DBMS';

-- Artifacts: few tried them, and Pike drops their tables.
INSERT INTO artifacts (
    id, name, type_name, type_version_prefix, version_prefix, description, visibility, state, owner, created_at,
    updated_at, published_at)
SELECT
    md5('artifact-' || n)::uuid::text, name, type_name, 281474976710656, 281474976710656 * n, description, 'public',
    'active', md5('project-0'), born, born, born
FROM (VALUES
    (1, 'wordpress', 'HeatTemplate', 'A blog and its database'),
    (2, 'mysql', 'HeatTemplate', 'A database with one replica'),
    (3, 'tomcat', 'MuranoPackage', 'A servlet container')
) AS known (n, name, type_name, description)
CROSS JOIN (SELECT now() AT TIME ZONE 'utc' - interval '1300 days' AS born) AS time;
INSERT INTO artifact_blobs (id, artifact_id, size, checksum, name, position, created_at, updated_at)
SELECT md5('blob-' || id)::uuid::text, id, 2048, md5(id), 'template', 0, created_at, created_at
FROM artifacts;
INSERT INTO artifact_blob_locations (id, blob_id, value, created_at, updated_at, position, status)
SELECT
    md5('location-' || id)::uuid::text, id, 'file:///var/lib/glance/artifacts/' || id, created_at, created_at, 0,
    'active'
FROM artifact_blobs;
INSERT INTO artifact_dependencies (
    id, artifact_source, artifact_dest, artifact_origin, is_direct, position, name, created_at, updated_at)
SELECT
    md5('dependency-' || source.id)::uuid::text, source.id, target.id, source.id, true, 0, 'database',
    source.created_at, source.created_at
FROM artifacts AS source
CROSS JOIN artifacts AS target
WHERE source.name = 'wordpress' AND target.name = 'mysql';
INSERT INTO artifact_properties (id, artifact_id, name, string_value, created_at, updated_at)
SELECT md5('property-' || id)::uuid::text, id, 'maintainer', 'platform team', created_at, created_at
FROM artifacts;
INSERT INTO artifact_tags (id, artifact_id, value, created_at, updated_at)
SELECT md5('tag-' || id)::uuid::text, id, 'demo', created_at, created_at
FROM artifacts;

DROP TABLE lab_images;
ANALYZE;
