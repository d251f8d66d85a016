"""Services that are deployed as ECS deploys them.

A deployment is in progress until its tasks run and its targets are healthy, its first one too; a task that fails its
load balancer's checks is replaced; failed tasks are not started again without pause.
"""
import time

from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region, new_uuid, request_scope
from ministack.services import alb, ecs

import balancing

PAUSE_AFTER_FAILURE_S = 1.0


def install():
    make = ecs._make_deployment
    complete = ecs._complete_service_deployment
    create = ecs._create_service
    failed = ecs._record_service_task_failure

    def make_deployment(*args, **kwargs):
        deployment = make(*args, **kwargs)
        deployment["rolloutState"] = "IN_PROGRESS"
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
        return deployment

    def complete_deployment(cluster, key, expected_deployment_id=None):
        service = ecs._services.get(key)
        primary = ecs._primary_deployment(service) if service else None
        if primary and primary.get("rolloutState") == "IN_PROGRESS" and not targets_healthy(service, primary):
            if primary.get("runningCount"):
                ecs._schedule_service_deployment_completion(cluster, key, get_account_id(), get_region())
            return
        before = primary.get("rolloutState") if primary else None
        complete(cluster, key, expected_deployment_id=expected_deployment_id)
        if primary and before == "IN_PROGRESS" and primary.get("rolloutState") == "COMPLETED":
            primary["rolloutStateReason"] = f"ECS deployment {primary['id']} completed."
            tell(service, f"(deployment {primary['id']}) deployment completed.")
            tell(service, "has reached a steady state.")

    def create_service(data):
        refusal = refuse_service(data)
        return refusal or create(data)

    def record_failure(task, *args, **kwargs):
        time.sleep(PAUSE_AFTER_FAILURE_S)
        failed(task, *args, **kwargs)

    ecs._make_deployment = make_deployment
    ecs._complete_service_deployment = complete_deployment
    ecs._record_service_task_failure = record_failure
    # Which image a tag means is settled by the pull of each task; nothing has to wait for a first one.
    ecs._deployment_needs_first_task = lambda *args, **kwargs: False
    ecs._ACTION_MAP["CreateService"] = create_service
    balancing.on_unhealthy.append(replace_unhealthy)


def targets_healthy(service, deployment):
    addresses = [
        ecs._task_ip(task) for task in ecs._tasks.values()
        if task.get("_deployment_id") == deployment["id"] and task.get("lastStatus") == "RUNNING"]
    return all(
        balancing.all_healthy(lb["targetGroupArn"], [a for a in addresses if a])
        for lb in service.get("loadBalancers") or [] if lb.get("targetGroupArn"))


def replace_unhealthy(target_group_arn, address):
    for _, task in list(ecs._tasks.all_items()):
        if task.get("lastStatus") != "RUNNING" or ecs._task_ip(task) != address:
            continue
        where = parse_arn(task["taskArn"])
        with request_scope(where.account_id, where.region):
            cluster = ecs._cluster_name_from_arn(task["clusterArn"])
            name = task.get("group", "").partition(":")[2]
            service = ecs._services.get(f"{cluster}/{name}")
            grace = (service or {}).get("healthCheckGracePeriodSeconds", 0)
            if service and time.time() - ecs._ts_to_epoch(task["startedAt"]) >= grace:
                import tasks
                tell(service, f"(task {task['taskArn'].rsplit('/', 1)[-1]}) failed ELB health checks in "
                              f"(target-group {target_group_arn}).")
                tasks.stop(task, None, f"Task failed ELB health checks in (target-group {target_group_arn})",
                           "ServiceSchedulerInitiated")


def refuse_service(data):
    """AWS's refusal of a load balancer block that cannot work, or None."""
    definition = ecs._task_defs.get(ecs._resolve_td_key(data.get("taskDefinition", ""))) or {}
    for lb in data.get("loadBalancers") or []:
        arn = lb.get("targetGroupArn")
        group = alb._tgs.get(arn)
        if group is None:
            return refusal(f"Unable to describe target group {arn}")
        if not balancing.is_used(arn):
            return refusal(f"The target group with targetGroupArn {arn} does not have an associated load balancer.")
        if definition.get("networkMode") == "awsvpc" and group.get("TargetType") != "ip":
            return refusal(f"The provided target group {arn} has target type {group.get('TargetType')}, which is "
                           "incompatible with the awsvpc network mode specified in the task definition.")
        ports = [
            m.get("containerPort") for c in definition.get("containerDefinitions", [])
            if c["name"] == lb.get("containerName") for m in c.get("portMappings", [])]
        if definition and lb.get("containerPort") not in ports:
            return refusal(f"The container {lb.get('containerName')} did not have a container port "
                           f"{lb.get('containerPort')} defined.")
    return None


def refusal(message):
    return ecs.error_response_json("InvalidParameterException", message, 400)


def tell(service, message):
    service["events"].insert(0, {
        "id": new_uuid(), "createdAt": ecs._iso(), "message": f"(service {service['serviceName']}) {message}"})
