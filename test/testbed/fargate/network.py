"""The network that every AWS account begins with: ministack's default VPC lacks the route to its internet gateway."""
from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2


def install():
    begin = ec2._init_defaults

    def init_defaults():
        begin()
        add_default_route()

    ec2._init_defaults = init_defaults
    if (get_account_id(), get_region()) in ec2._default_initialized_scopes:
        add_default_route()


def add_default_route():
    table = ec2._route_tables.get(ec2._DEFAULT_RTB_ID)
    if table and not any(route.get("DestinationCidrBlock") == "0.0.0.0/0" for route in table["Routes"]):
        table["Routes"].append({
            "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": ec2._DEFAULT_IGW_ID,
            "State": "active", "Origin": "CreateRoute"})
