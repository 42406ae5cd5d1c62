"""What an adapter is made of.

A department's adapter is a package with one folder:

    source.py    a `Source` of `Stream`s (`source`): readers (`readers`) and crosswalks, whose lines
                 are `to`, `constant`, `ignored` (`crosswalk`) with conversions (`conversions`,
                 `money`, `national`)
    samples/     records as the partner sends them, written once by `conformance.record`
    expected/    what they become, written by running its test with HUB_ACCEPT=1

one entry point in the group `fiscalhub.adapters`, and one line of test: `conformance.conformance`.
An adapter has no `if`: what a partner does differently is a named conversion with an example.
"""
