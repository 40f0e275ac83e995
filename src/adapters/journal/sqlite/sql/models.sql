with cell as materialized (
  select
    model,
    latency_ms,
    count(*) as calls,
    sum(ok) as successful,
    total(tokens_prompt) as tokens_prompt,
    total(tokens_completion) as tokens_completion,
    total(tokens_per_second) as rate,
    count(tokens_per_second) as rated
  from lm_call
  where created_at >= ?1 and not refused
  group by model, latency_ms
),
-- Nearest rank: the smallest latency that this share of the calls does not exceed.
ranked as (
  select
    *,
    sum(iif(latency_ms is null, 0, calls)) over (partition by model order by latency_ms) as below,
    sum(iif(latency_ms is null, 0, calls)) over (partition by model) as timed
  from cell
)
select
  model,
  sum(calls) as calls,
  sum(successful) as successful,
  total(tokens_prompt) as tokens_prompt,
  total(tokens_completion) as tokens_completion,
  iif(sum(rated) > 0, total(rate) / sum(rated), null) as tokens_per_second,
  min(iif(below * 100 >= timed * 50, latency_ms, null)) as p50,
  min(iif(below * 100 >= timed * 90, latency_ms, null)) as p90,
  min(iif(below * 100 >= timed * 99, latency_ms, null)) as p99
from ranked
group by model
order by sum(calls) desc, model
limit 100
