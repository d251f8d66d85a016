from starlette.testclient import TestClient

from tides.table import Harbour, next_high_water
from tides.web import app


def test_the_next_high_water_is_the_first_one_that_is_not_over():
    assert next_high_water(Harbour("Northwick", 220, 4.1), 221) == "16:05"


def test_the_page_names_every_harbour():
    assert "Old Quay: 19:20, 5.6 m" in TestClient(app).get("/?at=12:00").text
