select set_config('lock_timeout', '30s', false), set_config('client_min_messages', 'warning', false)
