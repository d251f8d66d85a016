from flask import Flask, Response, jsonify, request

from ledger.money import cents, shown
from ledger.store import client_is_there, open_store


def create_app() -> Flask:
    app = Flask("ledger")
    store = open_store()

    @app.get("/")
    def total() -> Response:
        return jsonify(total=shown(store.total()))

    @app.post("/entries")
    def add() -> tuple[Response, int]:
        try:
            store.add(request.form["text"], cents(request.form["amount"]))
        except (KeyError, ValueError) as error:
            return jsonify(error=str(error)), 400
        return jsonify(total=shown(store.total())), 201

    @app.get("/health")
    def health() -> Response:
        return jsonify(status="ok", database_client=client_is_there())

    return app
