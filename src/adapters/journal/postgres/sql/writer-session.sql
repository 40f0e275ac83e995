select set_config('statement_timeout', '10s', false), set_config('lock_timeout', '5s', false)
