insert or ignore into agent_run (id, project_id, tool, args_json, result_json, violations_json, created_at)
select
  value ->> '$.id',
  1,
  value ->> '$.tool',
  value -> '$.args',
  value -> '$.result',
  value -> '$.violations',
  value ->> '$.created_at'
from json_each(?1)
