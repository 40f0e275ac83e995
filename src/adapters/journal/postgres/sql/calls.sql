with cell as (
  select
    day,
    mode = 'budget_exceeded' as refused,
    case when not ok and mode <> 'budget_exceeded'
      then left(coalesce(violation ->> 'code', violation ->> 'type', 'unknown_error'), 200) end as trouble,
    count(*) as calls,
    count(*) filter (where ok) as successful,
    count(*) filter (where ok and (backend = 'lm_studio' or (backend is null and mode = 'lm_on'))) as by_lm_studio,
    count(*) filter (where ok and backend = 'remote') as by_remote,
    count(*) filter (where fell_back or mode = 'fallback') as fell_back,
    sum(case when jsonb_typeof(latency_ms) = 'number' then latency_ms::numeric end) as latency_ms,
    sum(case when jsonb_typeof(tokens_prompt) = 'number' then tokens_prompt::numeric end) as tokens_prompt,
    sum(case when jsonb_typeof(tokens_completion) = 'number' then tokens_completion::numeric end) as tokens_completion,
    max(created_at) as newest
  from (
    select
      (created_at at time zone 'UTC')::date as day,
      created_at,
      coalesce(result_json ->> 'ok' = 'true', false) as ok,
      coalesce(result_json ->> 'mode', '') as mode,
      result_json ->> 'backend' as backend,
      coalesce(result_json ->> 'fell_back' = 'true', false) as fell_back,
      result_json -> 'latency_ms' as latency_ms,
      result_json -> 'usage' -> 'prompt_tokens' as tokens_prompt,
      result_json -> 'usage' -> 'completion_tokens' as tokens_completion,
      violations_json -> 0 as violation,
      -- A volatile column keeps the planner from reading the same key again for every use of it; offset 0 would, too, but
      -- also keep it from sharing the work among several processes.
      clock_timestamp() as barrier
    from control.agent_run
    where tool = 'lm_studio' and created_at >= $1::timestamptz and created_at < '9999-12-31'
  ) as call
  group by 1, 2, 3
)
select
  to_char(day, 'YYYY-MM-DD') as date,
  null as trouble,
  coalesce(sum(calls) filter (where not refused), 0) as calls,
  coalesce(sum(successful) filter (where not refused), 0) as successful,
  coalesce(sum(calls - successful) filter (where not refused), 0) as failed,
  least(greatest(sum(tokens_prompt) filter (where not refused), 0), 1e15) as tokens_prompt,
  least(greatest(sum(tokens_completion) filter (where not refused), 0), 1e15) as tokens_completion,
  least(greatest(sum(latency_ms) filter (where not refused), 0), 1e15) as latency_ms,
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
