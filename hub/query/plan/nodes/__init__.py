"""The words of a plan: what is asked, in the model's terms. No SQL, no I/O.

A plan is a tree of `Connection`, `Single` and `Groups` under an operation's roots; each reads one
entity, under a predicate, within a scope, in an order, a page at a time.
"""
