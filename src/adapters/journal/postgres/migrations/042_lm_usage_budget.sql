-- creates table control.lm_usage_budget
create table control.lm_usage_budget (
  app_name text primary key,
  window_days integer not null default 7,
  max_requests integer not null,
  max_tokens integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- creates index control.idx_lm_usage_budget_window
create index idx_lm_usage_budget_window on control.lm_usage_budget (window_days);
