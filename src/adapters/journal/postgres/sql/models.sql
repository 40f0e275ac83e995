with call as (
  select
    left(coalesce(args_json ->> 'model', 'unknown'), 200) as model,
    coalesce(result_json ->> 'ok' = 'true', false) as ok,
    case when jsonb_typeof(result_json -> 'latency_ms') = 'number'
      then least(greatest((result_json -> 'latency_ms')::numeric, 0), 2147483647)::int end as latency_ms,
    case when jsonb_typeof(result_json -> 'tokens_per_second') = 'number'
      then least(greatest((result_json -> 'tokens_per_second')::numeric, 0), 1e12) end as tokens_per_second,
    case when jsonb_typeof(result_json -> 'usage' -> 'prompt_tokens') = 'number'
      then (result_json -> 'usage' -> 'prompt_tokens')::numeric end as tokens_prompt,
    case when jsonb_typeof(result_json -> 'usage' -> 'completion_tokens') = 'number'
      then (result_json -> 'usage' -> 'completion_tokens')::numeric end as tokens_completion
  from control.agent_run
  where tool = 'lm_studio'
    and created_at >= $1::timestamptz
    and result_json ->> 'mode' is distinct from 'budget_exceeded'
),
model as (
  select
    model,
    count(*) as calls,
    count(*) filter (where ok) as successful,
    least(greatest(sum(tokens_prompt), 0), 1e15) as tokens_prompt,
    least(greatest(sum(tokens_completion), 0), 1e15) as tokens_completion,
    avg(tokens_per_second)::float8 as tokens_per_second,
    percentile_disc(array[0.5, 0.9, 0.99]) within group (order by latency_ms) as latency
  from call
  group by model
)
select
  model,
  calls,
  successful,
  tokens_prompt,
  tokens_completion,
  tokens_per_second,
  latency[1] as p50,
  latency[2] as p90,
  latency[3] as p99
from model
order by calls desc, model
limit 100
