insert into control.agent_run (id, project_id, tool, args_json, result_json, violations_json, created_at)
select id, 1, tool, args, result, violations, created_at
from jsonb_to_recordset($1::jsonb)
  as new (id uuid, tool text, args jsonb, result jsonb, violations jsonb, created_at timestamptz)
on conflict do nothing
