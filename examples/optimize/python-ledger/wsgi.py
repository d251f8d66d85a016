"""What gunicorn starts."""

from ledger.web import create_app

app = create_app()
