with call as (
  select
    (created_at at time zone 'UTC')::date as day,
    created_at,
    coalesce(result_json ->> 'ok' = 'true', false) as ok,
    coalesce(result_json ->> 'mode' = 'budget_exceeded', false) as refused,
    result_json ->> 'backend' as backend,
    result_json ->> 'mode' as mode,
    result_json ->> 'fell_back' = 'true' as fell_back,
    case when jsonb_typeof(result_json -> 'latency_ms') = 'number'
      then (result_json -> 'latency_ms')::numeric end as latency_ms,
    case when jsonb_typeof(result_json -> 'usage' -> 'prompt_tokens') = 'number'
      then (result_json -> 'usage' -> 'prompt_tokens')::numeric end as tokens_prompt,
    case when jsonb_typeof(result_json -> 'usage' -> 'completion_tokens') = 'number'
      then (result_json -> 'usage' -> 'completion_tokens')::numeric end as tokens_completion,
    violations_json -> 0 as violation
  from control.agent_run
  where tool = 'lm_studio' and created_at >= $1::timestamptz and created_at < '9999-12-31'
),
cell as (
  select
    day,
    refused,
    case when not ok and not refused
      then left(coalesce(violation ->> 'code', violation ->> 'type', 'unknown_error'), 200) end as trouble,
    count(*) as calls,
    count(*) filter (where ok) as successful,
    count(*) filter (where ok and (backend = 'lm_studio' or (backend is null and mode = 'lm_on'))) as by_lm_studio,
    count(*) filter (where ok and backend = 'remote') as by_remote,
    count(*) filter (where fell_back or mode = 'fallback') as fell_back,
    least(greatest(sum(latency_ms), 0), 1e15) as latency_ms,
    least(greatest(sum(tokens_prompt), 0), 1e15) as tokens_prompt,
    least(greatest(sum(tokens_completion), 0), 1e15) as tokens_completion,
    max(created_at) as newest
  from call
  group by 1, 2, 3
)
select
  to_char(day, 'YYYY-MM-DD') as date,
  null as trouble,
  coalesce(sum(calls) filter (where not refused), 0) as calls,
  coalesce(sum(successful) filter (where not refused), 0) as successful,
  coalesce(sum(calls - successful) filter (where not refused), 0) as failed,
  sum(tokens_prompt) filter (where not refused) as tokens_prompt,
  sum(tokens_completion) filter (where not refused) as tokens_completion,
  sum(latency_ms) filter (where not refused) as latency_ms,
  sum(by_lm_studio) filter (where not refused) as by_lm_studio,
  sum(by_remote) filter (where not refused) as by_remote,
  sum(fell_back) filter (where not refused) as fell_back,
  sum(calls) filter (where refused) as refused,
  to_char(max(newest) filter (where not refused) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as newest
from cell
group by day
union all
(
  select null, trouble, 0, 0, sum(calls), 0, 0, 0, 0, 0, 0, 0, null
  from cell
  where trouble is not null
  group by trouble
  order by sum(calls) desc, trouble
  limit 100
)
