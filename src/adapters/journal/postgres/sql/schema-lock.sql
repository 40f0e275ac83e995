-- Any number that every version of this program agrees on: the bytes of "control".
select pg_advisory_xact_lock(x'636f6e74726f6c'::bigint)
