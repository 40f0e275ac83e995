select
  youngest.created_at,
  coalesce(cast(violations_json ->> '$[0].type' as text), 'unknown_error') as type,
  coalesce(cast(violations_json ->> '$[0].reason' as text), cast(result_json ->> '$.reason' as text), '') as reason
from (
  select created_at, id from lm_call
  where not ok and not refused and created_at >= ?1
  order by created_at desc
  limit 10
) as youngest
join agent_run using (id)
order by youngest.created_at desc
