"""Services that are deployed as ECS deploys them.

A deployment is in progress until its tasks run and its targets are healthy, its first one too; a task that fails its
load balancer's checks is replaced; failed tasks are not started again without pause.
"""
import time

from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region, new_uuid, request_scope
from ministack.services import alb, ecs

import balancing
import tasks

PAUSE_AFTER_FAILURE_S = 1.0
# The services, as (account, region, key), that rest after a failure of one of their tasks.
resting = set()


def install():
    make = ecs._make_deployment
    complete = ecs._complete_service_deployment
    create = ecs._create_service
    failed = ecs._record_service_task_failure
    healthy = ecs._record_service_task_healthy
    reconcile = ecs._reconcile_service_tasks

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
        if primary and primary.get("rolloutState") == "IN_PROGRESS":
            for task in tasks_of(primary):
                if not task.get("_startup_stable") and runs_since(task) >= ecs._ECS_DEPLOYMENT_STEADY_DELAY:
                    healthy(key, task)
        before = primary.get("rolloutState") if primary else None
        complete(cluster, key, expected_deployment_id=expected_deployment_id)
        if primary and before == "IN_PROGRESS" and primary.get("rolloutState") == "COMPLETED":
            primary["rolloutStateReason"] = f"ECS deployment {primary['id']} completed."
            tell(service, f"(deployment {primary['id']}) deployment completed.")
            tell(service, "has reached a steady state.")

    def record_healthy(key, task):
        # A task counts as healthy, and the circuit breaker begins anew, only once its targets are.
        service = ecs._services.get(key)
        deployment = ecs._deployment_for_task(service, task) if service else None
        if deployment is None or targets_healthy(service, deployment):
            healthy(key, task)

    def create_service(data):
        refusal = refuse_service(data)
        return refusal or create(data)

    def record_failure(task, *args, **kwargs):
        key = f"{ecs._cluster_name_from_arn(task['clusterArn'])}/{task.get('group', '').partition(':')[2]}"
        scope = (get_account_id(), get_region(), key)
        resting.add(scope)
        time.sleep(PAUSE_AFTER_FAILURE_S)
        resting.discard(scope)
        failed(task, *args, **kwargs)
        if ecs._services.get(key):
            ecs._reconcile_service_tasks(key.split("/")[0], key)

    def reconcile_tasks(cluster, key):
        # Else a replacement would start before the failure that it replaces is counted.
        if (get_account_id(), get_region(), key) not in resting:
            reconcile(cluster, key)

    ecs._make_deployment = make_deployment
    ecs._complete_service_deployment = complete_deployment
    ecs._record_service_task_failure = record_failure
    ecs._reconcile_service_tasks = reconcile_tasks
    ecs._record_service_task_healthy = record_healthy
    # Which image a tag means is settled by the pull of each task; nothing has to wait for a first one.
    ecs._deployment_needs_first_task = lambda *args, **kwargs: False
    ecs._ACTION_MAP["CreateService"] = create_service
    balancing.on_unhealthy.append(replace_unhealthy)


def tasks_of(deployment):
    return [
        task for task in ecs._tasks.values()
        if task.get("_deployment_id") == deployment["id"] and task.get("lastStatus") == "RUNNING"]


def runs_since(task):
    return time.time() - ecs._ts_to_epoch(task["startedAt"])


def targets_healthy(service, deployment):
    addresses = [ecs._task_ip(task) for task in tasks_of(deployment)]
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
            if service and runs_since(task) >= grace:
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
