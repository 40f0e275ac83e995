-- What setting a session resets to is what a writer's begins with; this one has set its own.
select
  has_table_privilege('control.agent_run', 'insert')
  and has_table_privilege('control.agent_run', 'select')
  and not pg_is_in_recovery()
  and (select reset_val = 'off' from pg_settings where name = 'default_transaction_read_only') as allowed
