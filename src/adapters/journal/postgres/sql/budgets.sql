with budget as (
  select
    app_name,
    window_days,
    max_requests,
    max_tokens,
    $1::timestamptz - make_interval(days => least(greatest(window_days, 0), 3650)) as since
  from control.lm_usage_budget
  order by app_name
  limit 1000
),
call as (
  select
    args_json ->> 'app' as app,
    created_at,
    case when jsonb_typeof(result_json -> 'usage' -> 'total_tokens') = 'number'
      then (result_json -> 'usage' -> 'total_tokens')::numeric end as tokens_total,
    case when jsonb_typeof(result_json -> 'usage' -> 'prompt_tokens') = 'number'
      then (result_json -> 'usage' -> 'prompt_tokens')::numeric end as tokens_prompt,
    case when jsonb_typeof(result_json -> 'usage' -> 'completion_tokens') = 'number'
      then (result_json -> 'usage' -> 'completion_tokens')::numeric end as tokens_completion
  from control.agent_run
  where tool = 'lm_studio'
    and created_at >= (select min(since) from budget)
    and result_json ->> 'mode' is distinct from 'budget_exceeded'
),
used as (
  select
    app_name,
    count(*) as requests,
    sum(coalesce(tokens_total, tokens_prompt + tokens_completion, tokens_prompt, tokens_completion)) as tokens
  from call
  join budget on app = app_name and created_at >= since
  group by app_name
)
select
  app_name,
  window_days,
  max_requests,
  max_tokens,
  coalesce(requests, 0) as used_requests,
  least(greatest(coalesce(tokens, 0), 0), 1e15) as used_tokens
from budget
left join used using (app_name)
order by app_name
