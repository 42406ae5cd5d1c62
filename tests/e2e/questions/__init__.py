"""Questions that supervisors, treasury officers and departments ask, each with its golden case."""
