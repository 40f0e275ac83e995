-- creates schema control
create schema control;

-- creates function gen_random_uuid()
create extension pgcrypto;

-- creates table control.tool_catalog
create table control.tool_catalog (
  id uuid primary key default gen_random_uuid(),
  project_id bigint not null,
  name text not null,
  ring integer not null,
  io_schema jsonb not null,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  unique (project_id, name)
);

-- creates index control.idx_tool_catalog_project
create index idx_tool_catalog_project on control.tool_catalog (project_id);

-- creates index control.idx_tool_catalog_ring
create index idx_tool_catalog_ring on control.tool_catalog (ring);

-- creates index control.idx_tool_catalog_enabled
create index idx_tool_catalog_enabled on control.tool_catalog (enabled) where enabled = true;

-- creates table control.capability_rule
create table control.capability_rule (
  id uuid primary key default gen_random_uuid(),
  project_id bigint not null,
  name text not null,
  ring integer not null,
  allowlist text[],
  denylist text[],
  budgets jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (project_id, name)
);

-- creates index control.idx_capability_rule_project
create index idx_capability_rule_project on control.capability_rule (project_id);

-- creates index control.idx_capability_rule_ring
create index idx_capability_rule_ring on control.capability_rule (ring);

-- creates table control.doc_fragment
create table control.doc_fragment (
  id uuid primary key default gen_random_uuid(),
  project_id bigint not null,
  src text not null,
  anchor text not null,
  sha256 text not null,
  created_at timestamptz not null default now(),
  unique (project_id, src, anchor)
);

-- creates index control.idx_doc_fragment_project
create index idx_doc_fragment_project on control.doc_fragment (project_id);

-- creates index control.idx_doc_fragment_src
create index idx_doc_fragment_src on control.doc_fragment (src);

-- creates index control.idx_doc_fragment_sha256
create index idx_doc_fragment_sha256 on control.doc_fragment (sha256);

-- creates table control.capability_session
create table control.capability_session (
  id uuid primary key default gen_random_uuid(),
  project_id bigint not null,
  rule_id uuid not null references control.capability_rule (id),
  por_json jsonb not null,
  tiny_menu text[] not null,
  ttl_s integer not null,
  created_at timestamptz not null default now()
);

-- creates index control.idx_capability_session_project
create index idx_capability_session_project on control.capability_session (project_id);

-- creates index control.idx_capability_session_rule
create index idx_capability_session_rule on control.capability_session (rule_id);

-- creates index control.idx_capability_session_created
create index idx_capability_session_created on control.capability_session (created_at);

-- creates table control.agent_run
create table control.agent_run (
  id uuid primary key default gen_random_uuid(),
  project_id bigint not null,
  session_id uuid references control.capability_session (id),
  tool text not null,
  args_json jsonb not null,
  result_json jsonb not null,
  violations_json jsonb not null default '[]',
  created_at timestamptz not null default now()
);

-- creates index control.idx_agent_run_project
create index idx_agent_run_project on control.agent_run (project_id);

-- creates index control.idx_agent_run_session
create index idx_agent_run_session on control.agent_run (session_id);

-- creates index control.idx_agent_run_created
create index idx_agent_run_created on control.agent_run (created_at);

-- creates index control.idx_agent_run_tool
create index idx_agent_run_tool on control.agent_run (tool);

-- creates index control.idx_agent_run_violations
create index idx_agent_run_violations on control.agent_run using gin (violations_json);
