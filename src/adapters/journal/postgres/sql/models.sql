-- Three digits of a latency are enough, and keep a million calls in a few thousand groups.
with cell as (
  select
    model,
    case
      when latency_ms < 1000 then latency_ms
      when latency_ms < 10000 then (latency_ms + 5) / 10 * 10
      when latency_ms < 100000 then (latency_ms + 50) / 100 * 100
      else (latency_ms + 500) / 1000 * 1000 end as latency_ms,
    count(*) as calls,
    count(*) filter (where ok) as successful,
    sum(case when jsonb_typeof(tokens_prompt) = 'number' then tokens_prompt::numeric end) as tokens_prompt,
    sum(case when jsonb_typeof(tokens_completion) = 'number' then tokens_completion::numeric end) as tokens_completion,
    sum(
      case when jsonb_typeof(tokens_per_second) = 'number'
        then least(greatest(tokens_per_second::numeric, 0), 1e12) end
    ) as rate,
    count(*) filter (where jsonb_typeof(tokens_per_second) = 'number') as rated
  from (
    select
      left(coalesce(args_json ->> 'model', 'unknown'), 200) as model,
      coalesce(result_json ->> 'ok' = 'true', false) as ok,
      case when jsonb_typeof(result_json -> 'latency_ms') = 'number'
        then least(greatest((result_json -> 'latency_ms')::numeric, 0), 2147480000)::int end as latency_ms,
      result_json -> 'tokens_per_second' as tokens_per_second,
      result_json -> 'usage' -> 'prompt_tokens' as tokens_prompt,
      result_json -> 'usage' -> 'completion_tokens' as tokens_completion,
      -- See calls.sql.
      clock_timestamp() as barrier
    from control.agent_run
    where tool = 'lm_studio'
      and created_at >= $1::timestamptz
      and result_json ->> 'mode' is distinct from 'budget_exceeded'
  ) as call
  group by 1, 2
),
-- Nearest rank: the smallest latency that this share of the calls does not exceed.
ranked as (
  select
    *,
    sum(case when latency_ms is null then 0 else calls end)
      over (partition by model order by latency_ms nulls first) as below,
    sum(case when latency_ms is null then 0 else calls end) over (partition by model) as timed
  from cell
)
select
  model,
  sum(calls) as calls,
  sum(successful) as successful,
  least(greatest(sum(tokens_prompt), 0), 1e15) as tokens_prompt,
  least(greatest(sum(tokens_completion), 0), 1e15) as tokens_completion,
  (sum(rate) / nullif(sum(rated), 0))::float8 as tokens_per_second,
  min(latency_ms) filter (where below * 100 >= timed * 50) as p50,
  min(latency_ms) filter (where below * 100 >= timed * 90) as p90,
  min(latency_ms) filter (where below * 100 >= timed * 99) as p99
from ranked
group by model
order by sum(calls) desc, model
limit 100
