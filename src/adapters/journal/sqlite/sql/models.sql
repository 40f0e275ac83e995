with call as (
  select
    model,
    ok,
    tokens_prompt,
    tokens_completion,
    tokens_per_second,
    latency_ms,
    row_number() over (partition by model order by latency_ms nulls last) as place,
    count(latency_ms) over (partition by model) as timed
  from lm_call
  where created_at >= ?1 and not refused
)
select
  model,
  count(*) as calls,
  sum(ok) as successful,
  total(tokens_prompt) as tokens_prompt,
  total(tokens_completion) as tokens_completion,
  avg(tokens_per_second) as tokens_per_second,
  max(iif(place = (timed * 50 + 99) / 100, latency_ms, null)) as p50,
  max(iif(place = (timed * 90 + 99) / 100, latency_ms, null)) as p90,
  max(iif(place = (timed * 99 + 99) / 100, latency_ms, null)) as p99
from call
group by model
order by calls desc, model
limit 100
