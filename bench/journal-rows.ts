/** Statements that fill an empty SQLite store with `rows` calls of the past six days, a tenth of them failed. */
export const SQLITE_ROWS = [
  `with recursive row (n) as (select 1 union all select n + 1 from row where n < :rows)
  insert into agent_run (id, project_id, tool, args_json, result_json, violations_json, created_at)
  select
    printf('%032d', n), 1, 'lm_studio',
    json_object(
      'model', 'qwen3-coder-' || (n % 5), 'call_site', 'round', 'app', iif(n % 3 = 0, 'openspec-complete', 'app-' || (n % 7)),
      'temperature', 0.2, 'max_tokens', 4096, 'prompt_sha256', hex(randomblob(32)), 'prompt_characters', n % 9000
    ),
    json_object(
      'ok', json(iif(n % 10 = 0, 'false', 'true')), 'mode', iif(n % 97 = 0, 'budget_exceeded', 'lm_on'),
      'backend', iif(n % 4 = 0, 'remote', 'lm_studio'), 'endpoint', 'http://localhost:1234/v1',
      'latency_ms', (n * 7919) % 60000, 'ttft_ms', n % 900,
      'usage', json_object('prompt_tokens', n % 4000, 'completion_tokens', n % 1500, 'total_tokens', n % 4000 + n % 1500),
      'tokens_per_second', n % 50 + 0.5, 'response_length', n % 8000, 'retries', 0,
      'fell_back', json(iif(n % 4 = 0, 'true', 'false')), 'reason', null, 'decision', 'healthy'
    ),
    iif(n % 10 = 0, json_array(json_object('type', 'lm_studio_error', 'code', 'timeout-' || (n % 30), 'reason', 'silence')), '[]'),
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (n * 518400.0 / :rows) || ' seconds')
  from row where :rows > 0`,
  `insert into lm_usage_budget (app_name, window_days, max_requests, max_tokens)
  select 'openspec-complete', 7, :rows, :rows union all select 'app-1', 1, :rows, :rows union all select 'app-2', 30, :rows, :rows`,
];

/** The same for `control.agent_run`; `:rows` stands for the number. */
export const POSTGRES_ROWS = [
  `insert into control.agent_run (project_id, tool, args_json, result_json, violations_json, created_at)
  select
    1, 'lm_studio',
    jsonb_build_object(
      'model', 'qwen3-coder-' || (n % 5), 'call_site', 'round', 'app', case when n % 3 = 0 then 'openspec-complete' else 'app-' || (n % 7) end,
      'temperature', 0.2, 'max_tokens', 4096, 'prompt_sha256', repeat(md5(n::text), 2), 'prompt_characters', n % 9000
    ),
    jsonb_build_object(
      'ok', n % 10 <> 0, 'mode', case when n % 97 = 0 then 'budget_exceeded' else 'lm_on' end,
      'backend', case when n % 4 = 0 then 'remote' else 'lm_studio' end, 'endpoint', 'http://localhost:1234/v1',
      'latency_ms', (n::bigint * 7919) % 60000, 'ttft_ms', n % 900,
      'usage', jsonb_build_object('prompt_tokens', n % 4000, 'completion_tokens', n % 1500, 'total_tokens', n % 4000 + n % 1500),
      'tokens_per_second', n % 50 + 0.5, 'response_length', n % 8000, 'retries', 0,
      'fell_back', n % 4 = 0, 'reason', null, 'decision', 'healthy'
    ),
    case when n % 10 = 0
      then jsonb_build_array(jsonb_build_object('type', 'lm_studio_error', 'code', 'timeout-' || (n % 30), 'reason', 'silence'))
      else '[]'::jsonb end,
    now() - n * interval '518400 seconds' / :rows
  from generate_series(1, :rows) as n`,
  `insert into control.lm_usage_budget (app_name, window_days, max_requests, max_tokens)
  values ('openspec-complete', 7, :rows, :rows), ('app-1', 1, :rows, :rows), ('app-2', 30, :rows, :rows)`,
];
