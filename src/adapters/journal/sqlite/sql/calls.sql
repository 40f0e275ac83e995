with recursive day (date) as (
  select substr(min(created_at), 1, 10) from lm_call where created_at >= ?1
  union all
  select (select substr(min(created_at), 1, 10) from lm_call where created_at >= date(day.date, '+1 day'))
  from day
  where day.date is not null
),
fact as materialized (
  select
    date,
    (
      select json_array(
        sum(not refused),
        sum(ok and not refused),
        sum(not ok and not refused),
        total(iif(refused, 0, tokens_prompt)),
        total(iif(refused, 0, tokens_completion)),
        total(iif(refused, 0, latency_ms)),
        sum(ok and not refused and backend is 'lm_studio'),
        sum(ok and not refused and backend is 'remote'),
        sum(fell_back and not refused),
        sum(refused),
        max(iif(refused, null, created_at))
      )
      from lm_call
      where created_at >= max(?1, day.date) and created_at < date(day.date, '+1 day')
    ) as sums
  from day
  where date is not null
)
select
  date,
  null as trouble,
  sums ->> 0 as calls,
  sums ->> 1 as successful,
  sums ->> 2 as failed,
  sums ->> 3 as tokens_prompt,
  sums ->> 4 as tokens_completion,
  sums ->> 5 as latency_ms,
  sums ->> 6 as by_lm_studio,
  sums ->> 7 as by_remote,
  sums ->> 8 as fell_back,
  sums ->> 9 as refused,
  sums ->> 10 as newest
from fact
union all
select * from (
  select null, trouble, 0, 0, count(*), 0, 0, 0, 0, 0, 0, 0, null
  from lm_call
  where not ok and not refused and created_at >= ?1
  group by trouble
  order by count(*) desc, trouble
  limit 100
)
