-- Columns that the journal writes or reads, and columns that others made mandatory.
with expected (table_name, column_name, type) as (
  values
    ('agent_run', 'id', 'uuid'),
    ('agent_run', 'project_id', 'bigint'),
    ('agent_run', 'session_id', 'uuid'),
    ('agent_run', 'tool', 'text'),
    ('agent_run', 'args_json', 'jsonb'),
    ('agent_run', 'result_json', 'jsonb'),
    ('agent_run', 'violations_json', 'jsonb'),
    ('agent_run', 'created_at', 'timestamp with time zone'),
    ('lm_usage_budget', 'app_name', 'text'),
    ('lm_usage_budget', 'window_days', 'integer'),
    ('lm_usage_budget', 'max_requests', 'integer'),
    ('lm_usage_budget', 'max_tokens', 'integer'),
    ('lm_usage_budget', 'created_at', 'timestamp with time zone'),
    ('lm_usage_budget', 'updated_at', 'timestamp with time zone')
),
actual as (
  select
    relname::text as table_name,
    attname::text as column_name,
    format_type(atttypid, atttypmod) as type,
    attnotnull and not atthasdef and attidentity = '' as is_needed
  from pg_attribute
  join pg_class on pg_class.oid = attrelid
  join pg_namespace on pg_namespace.oid = relnamespace
  where nspname = 'control' and relname in ('agent_run', 'lm_usage_budget') and attnum > 0 and not attisdropped
)
select table_name, column_name, expected.type as expected, actual.type as actual
from expected
full join actual using (table_name, column_name)
where (expected.type is not null and actual.type is distinct from expected.type)
  or (expected.type is null and is_needed)
order by table_name, column_name
