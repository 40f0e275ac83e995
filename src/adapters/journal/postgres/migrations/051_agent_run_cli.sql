-- creates table control.agent_run_cli
create table control.agent_run_cli (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  command text not null,
  status text not null,
  request_json jsonb,
  response_json jsonb,
  error_text text
);

-- creates index control.idx_agent_run_cli_created_at
create index idx_agent_run_cli_created_at on control.agent_run_cli (created_at);

-- creates index control.idx_agent_run_cli_command
create index idx_agent_run_cli_command on control.agent_run_cli (command);

-- creates index control.idx_agent_run_cli_status
create index idx_agent_run_cli_status on control.agent_run_cli (status);
