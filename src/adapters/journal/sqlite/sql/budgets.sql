select
  app_name,
  window_days,
  max_requests,
  max_tokens,
  count(call.id) as used_requests,
  total(call.tokens_total) as used_tokens
from (select * from lm_usage_budget order by app_name limit 1000) as budget
left join lm_call as call
  on not call.refused
  and call.app = budget.app_name
  and call.created_at >= strftime('%Y-%m-%dT%H:%M:%fZ', ?1, '-' || max(0, min(3650, budget.window_days)) || ' days')
group by app_name
order by app_name
