select case $1
  when 'schema' then to_regnamespace($2) is not null
  when 'function' then to_regprocedure($2) is not null
  else to_regclass($2) is not null
end as present
