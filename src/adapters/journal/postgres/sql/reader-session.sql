-- Only reads, is never in anybody's way for long. Compiling such queries costs more than it gains, and the planner
-- takes every expression for a million groups: it would sort all rows instead of counting them in a table of groups.
select
  set_config('default_transaction_read_only', 'on', false),
  set_config('statement_timeout', '60s', false),
  set_config('jit', 'off', false),
  set_config('enable_sort', 'off', false),
  set_config('work_mem', '64MB', false)
