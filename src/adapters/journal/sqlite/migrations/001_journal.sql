-- The tables of the control plane that the journal needs, with the columns PostgreSQL has (there: schema control).
create table if not exists agent_run (
  id text not null primary key,
  project_id integer not null,
  session_id text,
  tool text not null,
  args_json text not null check (json_valid(args_json)),
  result_json text not null check (json_valid(result_json)),
  violations_json text not null default '[]' check (json_valid(violations_json)),
  created_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    check (created_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')
) strict;

create index if not exists idx_agent_run_tool_created on agent_run (tool, created_at);

create table if not exists lm_usage_budget (
  app_name text not null primary key,
  window_days integer not null default 7,
  max_requests integer not null,
  max_tokens integer not null,
  created_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) strict;

-- What is counted of each model call, read from its JSON once: exports over a million rows parse nothing.
create table if not exists lm_call (
  created_at text not null,
  id text not null,
  ok integer not null,
  refused integer not null,
  fell_back integer not null,
  backend text,
  model text not null,
  app text,
  latency_ms real,
  tokens_prompt real,
  tokens_completion real,
  tokens_total real,
  tokens_per_second real,
  trouble text not null,
  primary key (created_at, id)
) strict, without rowid;

create index if not exists idx_lm_call_trouble on lm_call (created_at, trouble) where not ok and not refused;

create index if not exists idx_lm_call_app on lm_call (app, created_at, tokens_total) where not refused;

create trigger if not exists agent_run_added after insert on agent_run when new.tool = 'lm_studio'
begin
  insert into lm_call
  select
    new.created_at,
    new.id,
    coalesce((new.result_json -> '$.ok') in ('true', '"true"'), 0),
    coalesce((new.result_json ->> '$.mode') = 'budget_exceeded', 0),
    coalesce((new.result_json -> '$.fell_back') in ('true', '"true"') or (new.result_json ->> '$.mode') = 'fallback', 0),
    case
      when new.result_json ->> '$.backend' is not null then cast(new.result_json ->> '$.backend' as text)
      when new.result_json ->> '$.mode' = 'lm_on' then 'lm_studio'
    end,
    coalesce(substr(cast(new.args_json ->> '$.model' as text), 1, 200), 'unknown'),
    cast(new.args_json ->> '$.app' as text),
    max(0, latency_ms),
    max(0, tokens_prompt),
    max(0, tokens_completion),
    max(0, coalesce(tokens_total, tokens_prompt + tokens_completion, tokens_prompt, tokens_completion)),
    max(0, tokens_per_second),
    coalesce(
      substr(cast(new.violations_json ->> '$[0].code' as text), 1, 200),
      substr(cast(new.violations_json ->> '$[0].type' as text), 1, 200),
      'unknown_error'
    )
  from (
    select
      min(latency_ms, 1e12) as latency_ms,
      min(tokens_prompt, 1e12) as tokens_prompt,
      min(tokens_completion, 1e12) as tokens_completion,
      min(tokens_total, 1e12) as tokens_total,
      min(tokens_per_second, 1e12) as tokens_per_second
    from (
      select
        case when json_type(new.result_json, '$.latency_ms') in ('integer', 'real')
          then cast(new.result_json ->> '$.latency_ms' as real) end as latency_ms,
        case when json_type(new.result_json, '$.usage.prompt_tokens') in ('integer', 'real')
          then cast(new.result_json ->> '$.usage.prompt_tokens' as real) end as tokens_prompt,
        case when json_type(new.result_json, '$.usage.completion_tokens') in ('integer', 'real')
          then cast(new.result_json ->> '$.usage.completion_tokens' as real) end as tokens_completion,
        case when json_type(new.result_json, '$.usage.total_tokens') in ('integer', 'real')
          then cast(new.result_json ->> '$.usage.total_tokens' as real) end as tokens_total,
        case when json_type(new.result_json, '$.tokens_per_second') in ('integer', 'real')
          then cast(new.result_json ->> '$.tokens_per_second' as real) end as tokens_per_second
    )
  );
end;

create trigger if not exists agent_run_removed after delete on agent_run when old.tool = 'lm_studio'
begin
  delete from lm_call where created_at = old.created_at and id = old.id;
end;
