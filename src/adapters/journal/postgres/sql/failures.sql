select
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
  coalesce(violations_json -> 0 ->> 'type', 'unknown_error') as type,
  coalesce(violations_json -> 0 ->> 'reason', result_json ->> 'reason', '') as reason
from control.agent_run
where tool = 'lm_studio'
  and created_at >= $1::timestamptz
  and created_at < '9999-12-31'
  and result_json ->> 'ok' is distinct from 'true'
  and result_json ->> 'mode' is distinct from 'budget_exceeded'
order by agent_run.created_at desc
limit 10
