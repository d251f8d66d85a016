"""What AWS refuses to delete because something still needs it, and what goes when a load balancer goes.

ministack deletes whatever it is told to; a teardown in the wrong order would pass here and fail there.
"""
from ministack.services import alb, ec2, ecs

import balancing


def install():
    wrap(alb, "DeleteLoadBalancer", after=remove_listeners)
    wrap(alb, "DeleteTargetGroup", before=refuse_used_target_group)
    wrap(alb, "DescribeTargetGroups", before=refresh_balancers_of_groups)
    wrap(alb, "DescribeLoadBalancers", before=refuse_unknown_balancer)
    wrap(alb, "CreateLoadBalancer", before=same_balancer)
    wrap(alb, "CreateTargetGroup", before=same_target_group)
    wrap(ec2, "DeleteSecurityGroup", before=refuse_used_security_group)
    wrap(ecs, "DeleteCluster", before=refuse_used_cluster)
    wrap(ecs, "DeleteService", after=forget_tags_of_service)
    wrap(ecs, "DeleteTaskDefinitions", after=forget_tags_of_task_definitions)


def wrap(module, action, before=None, after=None):
    """Puts a check before ministack's answer (what it returns is the answer instead) or a consequence after it."""
    answer = module._ACTION_MAP[action]

    def wrapped(given):
        refused = before(given) if before else None
        if refused is not None:
            return refused
        result = answer(given)
        if after and result[0] < 300:
            after(given)
        return result

    module._ACTION_MAP[action] = wrapped


def forget_tags_of_service(data):
    """ministack keeps the tags of what is gone, and its tagging API goes on listing it."""
    cluster, service = (data.get(key, "default").split("/")[-1] for key in ("cluster", "service"))
    forget_tags(f":service/{cluster}/{service}")


def forget_tags_of_task_definitions(data):
    for name in data.get("taskDefinitions", []):
        forget_tags(f":task-definition/{name.split('/')[-1]}")


def forget_tags(ending):
    for arn in [arn for arn in ecs._tags if arn.endswith(ending)]:
        ecs._tags.pop(arn, None)


def remove_listeners(params):
    arn = alb._p(params, "LoadBalancerArn")
    listeners = [key for key, listener in alb._listeners.items() if listener["LoadBalancerArn"] == arn]
    for listener in listeners:
        alb._delete_listener({"ListenerArn": [listener]})


def refuse_used_target_group(params):
    arn = alb._p(params, "TargetGroupArn")
    if arn in alb._tgs and balancing.is_used(arn):
        return alb._error("ResourceInUse", f"Target group '{arn}' is currently in use by a listener or a rule")
    return None


def refresh_balancers_of_groups(params):
    for arn, group in alb._tgs.items():
        group["LoadBalancerArns"] = sorted(balancing.balancers_of(arn))
    known = {group["TargetGroupName"] for group in alb._tgs.values()}
    if any(name not in known for name in alb._parse_member_list(params, "Names")):
        return alb._error("TargetGroupNotFound", "One or more target groups not found")
    return None


def refuse_unknown_balancer(params):
    names = alb._parse_member_list(params, "Names")
    known = {lb["LoadBalancerName"] for lb in alb._lbs.values()}
    missing = [name for name in names if name not in known]
    if missing:
        return alb._error("LoadBalancerNotFound", f"Load balancers '[{', '.join(missing)}]' not found")
    return None


def same_balancer(params):
    """Creating what is there with the same settings gives what is there."""
    for lb in alb._lbs.values():
        if lb["LoadBalancerName"] == alb._p(params, "Name") and all((
                set(lb["Subnets"]) == set(alb._parse_member_list(params, "Subnets")),
                set(lb["SecurityGroups"]) == set(alb._parse_member_list(params, "SecurityGroups")),
                lb["Scheme"] == alb._p(params, "Scheme", "internet-facing"),
                lb["Type"] == alb._p(params, "Type", "application"))):
            return alb._xml(200, "CreateLoadBalancer", f"<LoadBalancers>{alb._lb_xml(lb)}</LoadBalancers>")
    return None


def same_target_group(params):
    settings = {
        "Protocol": "HTTP", "Port": "80", "VpcId": "", "TargetType": "instance", "HealthCheckPath": "/",
        "HealthCheckIntervalSeconds": "30", "HealthCheckTimeoutSeconds": "5", "HealthyThresholdCount": "5",
        "UnhealthyThresholdCount": "2"}
    for group in alb._tgs.values():
        if group["TargetGroupName"] == alb._p(params, "Name") and all(
                str(group[key]) == str(alb._p(params, key, default) or default) for key, default in settings.items()):
            return alb._xml(200, "CreateTargetGroup", f"<TargetGroups>{alb._tg_xml(group)}</TargetGroups>")
    return None


def refuse_used_security_group(params):
    group = ec2._p(params, "GroupId")
    balancers = any(group in lb.get("SecurityGroups", []) for lb in alb._lbs.values())
    services = any(
        group in groups_of(service) for service in ecs._services.values() if service.get("status") == "ACTIVE")
    rules = any(
        pair.get("GroupId") == group
        for other, record in ec2._security_groups.items() if other != group
        for rule in record.get("IpPermissions", []) + record.get("IpPermissionsEgress", [])
        for pair in rule.get("UserIdGroupPairs", []))
    if group in ec2._security_groups and (balancers or services or rules):
        return ec2._error("DependencyViolation", f"resource {group} has a dependent object", 400)
    return None


def groups_of(service):
    network = (service.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
    return network.get("securityGroups") or []


def refuse_used_cluster(data):
    name = ecs._resolve_cluster_name(data.get("cluster", "default"))
    cluster = ecs._clusters.get(name)
    if not cluster:
        return None
    arn = cluster["clusterArn"]
    if any(s["clusterArn"] == arn and s["status"] == "ACTIVE" for s in ecs._services.values()):
        return ecs.error_response_json(
            "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.", 400)
    if any(t["clusterArn"] == arn and t["lastStatus"] != "STOPPED" for t in ecs._tasks.values()):
        return ecs.error_response_json(
            "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.", 400)
    return None
