"""Requests to a load balancer's name, before ministack looks at them.

ministack answers some paths itself (`/health`, `/v2/`) whatever the Host says, and finds only the load balancers of
the account and region that a request is signed for. A request to a load balancer is not signed, and every path of it
is its target's.
"""
from urllib.parse import parse_qs

from ministack import app as ministack
from ministack.core.responses import set_request_account_id, set_request_region
from ministack.core.sigv4 import decode_header_value
from ministack.services import alb


def install():
    serve = ministack.app

    async def app(scope, receive, send):
        found = find_balancer(scope) if scope["type"] == "http" else None
        if found is None:
            await serve(scope, receive, send)
        else:
            await forward(found, scope, receive, send)

    ministack.app = app


def find_balancer(scope):
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"), "")
    name = host.split(":")[0].lower()
    if not name.endswith(".elb.amazonaws.com"):
        return None
    return next((entry for entry in alb._lbs.all_items() if entry[1]["DNSName"].lower() == name), None)


async def forward(found, scope, receive, send):
    (account, region, _), balancer = found
    set_request_account_id(account)
    set_request_region(region)
    headers = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        text = decode_header_value(value)
        # A field on several lines means the same as one with all values.
        headers[key] = f"{headers[key]}{'; ' if key == 'cookie' else ', '}{text}" if key in headers else text
    query = scope.get("query_string", b"").decode("utf-8")
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
    port = headers["host"].partition(":")[2]
    response = await alb.dispatch_request(
        balancer, scope["method"], scope["path"], headers, body, parse_qs(query, keep_blank_values=True),
        int(port or 80), client_ip=(scope.get("client") or ("127.0.0.1",))[0],
        raw_query_string=query, raw_path=(scope.get("raw_path") or b"").decode("ascii") or None)
    await ministack._send_if_handled(send, response, receive)
