-- revision: mitaka02
-- phase: base
-- down_revision: mitaka01
-- release: mitaka
-- summary: the resource type of servers gets the name that Heat uses

UPDATE metadef_resource_types
SET name = 'OS::Nova::Server'
WHERE name = 'OS::Nova::Instance';
