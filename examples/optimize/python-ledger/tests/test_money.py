import pytest

from ledger.money import cents, shown


def test_an_amount_is_read_in_cents():
    assert cents("12.50") == 1250
    assert cents("-3") == -300


def test_half_a_cent_is_no_amount():
    with pytest.raises(ValueError):
        cents("0.005")


def test_an_amount_is_written_as_it_was_read():
    assert shown(cents("-0.07")) == "-0.07"
