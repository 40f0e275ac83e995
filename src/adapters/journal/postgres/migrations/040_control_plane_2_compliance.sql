-- creates materialized view control.mv_compliance_7d
create materialized view control.mv_compliance_7d as
with run as (
  select
    result_json,
    case when jsonb_typeof(violations_json) = 'array' then violations_json else '[]' end as violations
  from control.agent_run
  where created_at >= now() - interval '7 days'
),
violation as (
  select coalesce(one ->> 'code', one ->> 'type', 'unknown') as code, count(*) as times
  from run
  cross join jsonb_array_elements(violations) as one
  group by 1
  order by 2 desc, 1
  limit 10
)
select
  '7d'::text as "window",
  count(*)::integer as runs,
  (count(*) filter (where result_json ->> 'por_ok' = 'true')::numeric / nullif(count(*), 0))::numeric(5, 4)
    as por_ok_ratio,
  (count(*) filter (where result_json ->> 'schema_ok' = 'true')::numeric / nullif(count(*), 0))::numeric(5, 4)
    as schema_ok_ratio,
  (count(*) filter (where result_json ->> 'provenance_ok' = 'true')::numeric / nullif(count(*), 0))::numeric(5, 4)
    as provenance_ok_ratio,
  (select jsonb_object_agg(code, times) from violation) as violations_top,
  now() as updated_at
from run;

-- creates materialized view control.mv_compliance_30d
create materialized view control.mv_compliance_30d as
with run as (
  select
    result_json,
    case when jsonb_typeof(violations_json) = 'array' then violations_json else '[]' end as violations
  from control.agent_run
  where created_at >= now() - interval '30 days'
),
violation as (
  select coalesce(one ->> 'code', one ->> 'type', 'unknown') as code, count(*) as times
  from run
  cross join jsonb_array_elements(violations) as one
  group by 1
  order by 2 desc, 1
  limit 10
)
select
  '30d'::text as "window",
  count(*)::integer as runs,
  (count(*) filter (where result_json ->> 'por_ok' = 'true')::numeric / nullif(count(*), 0))::numeric(5, 4)
    as por_ok_ratio,
  (count(*) filter (where result_json ->> 'schema_ok' = 'true')::numeric / nullif(count(*), 0))::numeric(5, 4)
    as schema_ok_ratio,
  (count(*) filter (where result_json ->> 'provenance_ok' = 'true')::numeric / nullif(count(*), 0))::numeric(5, 4)
    as provenance_ok_ratio,
  (select jsonb_object_agg(code, times) from violation) as violations_top,
  now() as updated_at
from run;

-- creates function control.refresh_compliance(text)
create function control.refresh_compliance("window" text) returns void
language plpgsql
as $$
begin
  case "window"
    when '7d' then refresh materialized view control.mv_compliance_7d;
    when '30d' then refresh materialized view control.mv_compliance_30d;
    else raise exception 'the window must be 7d or 30d, not %', "window";
  end case;
end;
$$;
