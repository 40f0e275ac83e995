select
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
  args_json,
  result_json,
  violations_json
from (
  select id, created_at, args_json, result_json, violations_json
  from control.agent_run
  where tool = 'openspec_complete' and created_at >= $1::timestamptz and created_at < '9999-12-31'
  order by created_at desc, id desc
  limit $2::int
) as youngest
order by youngest.created_at, id
