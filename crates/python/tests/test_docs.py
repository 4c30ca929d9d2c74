"""The example in the package's own documentation is true."""

import doctest

import tearsheet


def test_examples():
    outcome = doctest.testmod(tearsheet)
    assert outcome.attempted > 0 and outcome.failed == 0
