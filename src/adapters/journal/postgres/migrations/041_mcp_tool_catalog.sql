-- creates view control.mcp_tool_catalog
create view control.mcp_tool_catalog as
select
  name as tool_name,
  coalesce(io_schema ->> 'input', '{}') as input_schema_ref,
  coalesce(io_schema ->> 'output', '{}') as output_schema_ref,
  ring,
  ring = 0 as read_only
from control.tool_catalog
where enabled = true;
