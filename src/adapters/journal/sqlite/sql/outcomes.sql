select created_at, args_json, result_json, violations_json
from (
  select id, created_at, args_json, result_json, violations_json from agent_run
  where tool = 'openspec_complete' and created_at >= ?1
  order by created_at desc, id desc
  limit ?2
)
order by created_at, id
