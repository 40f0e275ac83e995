select to_regclass('control.agent_run') is null or to_regclass('control.lm_usage_budget') is not null as present
