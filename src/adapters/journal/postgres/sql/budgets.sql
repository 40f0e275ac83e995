with used as (
  select
    app_name,
    count(*) as requests,
    sum(
      case when jsonb_typeof(usage -> 'total_tokens') = 'number' then (usage -> 'total_tokens')::numeric
      else
        case when jsonb_typeof(usage -> 'prompt_tokens') = 'number'
          then (usage -> 'prompt_tokens')::numeric else 0 end
        + case when jsonb_typeof(usage -> 'completion_tokens') = 'number'
          then (usage -> 'completion_tokens')::numeric else 0 end
      end
    ) as tokens
  from (
    select args_json ->> 'app' as app, created_at, result_json -> 'usage' as usage
    from control.agent_run
    where tool = 'lm_studio'
      and created_at >= $1::timestamptz - (
        select make_interval(days => least(greatest(max(window_days), 0), 3650)) from control.lm_usage_budget
      )
      and result_json ->> 'mode' is distinct from 'budget_exceeded'
  ) as call
  join control.lm_usage_budget
    on app = app_name
    and call.created_at >= $1::timestamptz - make_interval(days => least(greatest(window_days, 0), 3650))
  group by app_name
)
select
  app_name,
  window_days,
  max_requests,
  max_tokens,
  coalesce(requests, 0) as used_requests,
  least(greatest(coalesce(tokens, 0), 0), 1e15) as used_tokens
from control.lm_usage_budget
left join used using (app_name)
order by app_name
limit 1000
