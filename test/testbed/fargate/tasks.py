"""A task as Fargate runs it: one network for its containers, all fields of their definitions, their order and health.

Replaces three functions of ministack's ECS: the one that starts a task's containers, the one that looks how they are,
and the one that takes them away.
"""
import logging
import os
import threading
import time
import uuid

from docker.errors import APIError, NotFound
from ministack.core.concurrency import resource_lock
from ministack.core.responses import get_account_id, get_region
from ministack.services import ecs
from ministack.services import cloudwatch_logs

from container_options import labels, run_options, task_id
from task_images import CannotStart, fetch_image

log = logging.getLogger("fargate")

# The image of the container that holds the network of a task: any with a `sleep` will do.
PAUSE_IMAGE = os.environ.get("QUAYSIDE_PAUSE_IMAGE", "redis:7-alpine")
# How long a container that others wait for may take, as on Fargate where startTimeout bounds it.
DEPENDENCY_LIMIT_S = 120
LOOK_EVERY_S = 0.4

# (address of a task, port) -> port of 127.0.0.1 under which it is published. Nothing outside the engine's own
# network may be asked directly: on a Mac it could not be, and a test must not.
published = {}


def install():
    # The id of a task is 32 hexadecimal digits, in its ARN as in the names of its log streams.
    ecs.new_uuid = lambda: uuid.uuid4().hex
    ecs._start_task_worker = start_task
    ecs._maybe_mark_stopped = look_at_task
    ecs._cleanup_task_resources = remove_task_containers


# ── Start ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def start_task(task, definition, overrides, docker):
    arn = task["taskArn"]
    if not ecs._mark_task_pending(arn, task) or not ecs._mark_task_activating(arn, task):
        return
    containers = definition.get("containerDefinitions", [])
    with resource_lock("ecs-task", arn):
        task["_docker_ids"] = []
        task["_containers_by_name"] = {}
    try:
        check_log_groups(containers)
        images = {c["name"]: fetch_image(docker, c, definition) for c in containers}
        holder = start_holder(docker, task, definition)
        for container in in_start_order(containers):
            if not ecs._task_is_active(arn, task):
                remove_task_containers(task, docker)
                return
            await_dependencies(docker, task, container)
            start_container(docker, task, definition, container, images[container["name"]], overrides, holder)
    except CannotStart as reason:
        ecs._fail_task_start(task, docker, str(reason))
        return
    if not ecs._mark_task_running(arn, task):
        remove_task_containers(task, docker)


def start_holder(docker, task, definition):
    """Starts the container that owns the network of the task and publishes its ports on 127.0.0.1."""
    ports = {
        f"{mapping['containerPort']}/{mapping.get('protocol', 'tcp')}": ("127.0.0.1", None)
        for container in definition.get("containerDefinitions", [])
        for mapping in container.get("portMappings", [])
    }
    holder = docker.containers.run(
        PAUSE_IMAGE, entrypoint=["sleep", "infinity"], command=[], detach=True, ports=ports,
        name=f"{task_id(task)[:12]}-network", labels=labels(task, "network"), stop_signal="SIGKILL",
        hostname=f"ip-{task_id(task)[:8]}", extra_hosts={"host.docker.internal": "host-gateway"},
    )
    with resource_lock("ecs-task", task["taskArn"]):
        task["_holder"] = holder.id
    ecs._record_task_ip(task, holder, None)
    address = ecs._task_ip(task)
    for port, bindings in (holder.attrs["NetworkSettings"].get("Ports") or {}).items():
        if bindings:
            key = (address, int(port.split("/")[0]))
            published[key] = int(bindings[0]["HostPort"])
            task.setdefault("_published", []).append(key)
    with resource_lock("ecs-task", task["taskArn"]):
        for container in task["containers"]:
            container["networkInterfaces"] = [
                {"attachmentId": a["id"], "privateIpv4Address": address} for a in task.get("attachments", [])]
    return holder


def start_container(docker, task, definition, container, image, overrides, holder):
    arn = task["taskArn"]
    override = ecs._container_override_for(overrides, container["name"])
    env = {e["name"]: e["value"] for e in container.get("environment", [])}
    env.update(ecs._resolve_container_secrets(container))
    env.update({e["name"]: e["value"] for e in override.get("environment", [])})
    token = ecs._register_metadata(
        arn, task["clusterArn"], definition, container, task.get("launchType", "FARGATE"), env, False, None)
    # On Fargate nothing tells the SDK of an endpoint.
    env.pop("AWS_ENDPOINT_URL", None)
    with resource_lock("ecs-task", arn):
        task.setdefault("_metadata_tokens", []).append(token)
    options = run_options(task, definition, {**container, **chosen(override)}, env, holder)
    started = docker.containers.create(image, **options)
    index = next(i for i, c in enumerate(task["containers"]) if c["name"] == container["name"])
    with resource_lock("ecs-task", arn):
        task["_docker_ids"].append(started.id)
        task["_containers_by_name"][container["name"]] = started.id
        task["containers"][index]["runtimeId"] = started.id[:12]
        task["containers"][index]["lastStatus"] = "RUNNING"
    try:
        started.start()
    except APIError as error:
        with resource_lock("ecs-task", arn):
            task["containers"][index]["reason"] = f"CannotStartContainerError: {error.explanation}"
        raise CannotStart(f"CannotStartContainerError: Error response from daemon: {error.explanation}") from error
    ecs.ecs_metadata.set_docker_id(token, started.id)
    ecs.ecs_metadata.set_container_status(token, "RUNNING")
    ecs._start_awslogs_forwarder(started, container, task_id(task))


def chosen(override):
    return {key: override[key] for key in ("command", "cpu", "memory", "memoryReservation") if key in override}


# ── What is checked before a container can start ───────────────────────────────────────────────────────────────────


def check_log_groups(containers):
    for container in containers:
        config = ecs._awslogs_config(container, "task", "container")
        if not config or config["create_group"]:
            continue
        with ecs.request_scope(get_account_id(), config["region"] or get_region()):
            known = config["group"] in cloudwatch_logs._log_groups
        if not known:
            raise CannotStart(
                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 "
                "times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group "
                "does not exist.: exit status 1")


def in_start_order(containers):
    """Every container after those that it depends on, else as they are written."""
    ordered, names = [], {c["name"] for c in containers}
    waiting = list(containers)
    while waiting:
        done = {c["name"] for c in ordered}
        ready = next((c for c in waiting if all(
            d["containerName"] in done or d["containerName"] not in names for d in c.get("dependsOn", []))), None)
        if ready is None:
            raise CannotStart("ResourceInitializationError: a cycle of dependencies between the containers")
        ordered.append(ready)
        waiting.remove(ready)
    return ordered


def await_dependencies(docker, task, container):
    for dependency in container.get("dependsOn", []):
        name, condition = dependency["containerName"], dependency["condition"]
        deadline = time.time() + DEPENDENCY_LIMIT_S
        while condition != "START":
            if not ecs._task_is_active(task["taskArn"], task):
                return
            look_at_containers(docker, task)
            verdict = fulfilled(docker, task, name, condition)
            if verdict:
                break
            if verdict is None or time.time() > deadline:
                raise CannotStart(f"TaskFailedToStart: dependency {name} did not reach {condition}")
            time.sleep(0.2)


def fulfilled(docker, task, name, condition):
    """True when the container is as far as that, False when it may yet be, None when it cannot be any more."""
    state = docker.containers.get(task["_containers_by_name"][name]).attrs["State"]
    ended = state["Status"] in ("exited", "dead")
    if condition == "COMPLETE":
        return ended
    if condition == "SUCCESS":
        return (state["ExitCode"] == 0 or None) if ended else False
    health = (state.get("Health") or {}).get("Status")
    if ended or health == "unhealthy":
        return None
    return health == "healthy"


# ── How it is ──────────────────────────────────────────────────────────────────────────────────────────────────────


def look_at_task(task, docker=None):
    """Takes the states of the containers over into the task, and stops it as ECS would when one of them ended it."""
    arn = task.get("taskArn", "")
    with resource_lock("ecs-task", arn):
        if not ecs._task_is_active(arn, task) or task.get("lastStatus") != "RUNNING" or not task.get("_docker_ids"):
            return
        if time.time() - task.get("_looked_at", 0) < LOOK_EVERY_S:
            return
        task["_looked_at"] = time.time()
    docker = docker or ecs._get_docker()
    if not docker:
        return
    ended, unhealthy = look_at_containers(docker, task)
    if ended:
        stop(task, docker, "Essential container in task exited", "EssentialContainerExited")
    elif unhealthy:
        stop(task, docker, "Task failed container health checks", "ServiceSchedulerInitiated")


def look_at_containers(docker, task):
    """(the task has ended, an essential container is unhealthy) as the engine sees it now."""
    ended = unhealthy = False
    states = []
    for index, container in enumerate(task["containers"]):
        container_id = (task.get("_containers_by_name") or {}).get(container["name"])
        if container_id is None:
            states.append(None)
            continue
        try:
            state = docker.api.inspect_container(container_id)["State"]
        except Exception:
            # An engine that does not answer is no sign that the process ended.
            states.append(None)
            continue
        states.append(state)
        essential = task["_container_essentials"][index] if index < len(task["_container_essentials"]) else True
        with resource_lock("ecs-task", task["taskArn"]):
            health = (state.get("Health") or {}).get("Status")
            container["healthStatus"] = {"healthy": "HEALTHY", "unhealthy": "UNHEALTHY"}.get(health, "UNKNOWN")
            if state["Status"] in ("exited", "dead"):
                container["lastStatus"] = "STOPPED"
                container["exitCode"] = state["ExitCode"]
                if state.get("OOMKilled"):
                    container["reason"] = "OutOfMemoryError: Container killed due to memory usage"
        if essential:
            ended = ended or state["Status"] in ("exited", "dead")
            unhealthy = unhealthy or container["healthStatus"] == "UNHEALTHY"
    if states and all(state and state["Status"] in ("exited", "dead") for state in states):
        ended = True
    with resource_lock("ecs-task", task["taskArn"]):
        task["healthStatus"] = health_of_task(task)
    return ended, unhealthy


def health_of_task(task):
    essential = [c["healthStatus"] for c, e in zip(task["containers"], task["_container_essentials"]) if e]
    if "UNHEALTHY" in essential:
        return "UNHEALTHY"
    # Containers without a check say nothing about the task, as in ECS.
    return "HEALTHY" if "HEALTHY" in essential else "UNKNOWN"


def stop(task, docker, reason, code):
    if ecs._mark_task_stopped(task["taskArn"], task, reason, code):
        if code == "ServiceSchedulerInitiated":
            ecs._record_service_task_failure(task)
        remove_task_containers(task, docker)


# ── End ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def remove_task_containers(task, docker, extra_container=None):
    """Stops and removes all that belongs to the task, in the background as AWS does, the network last."""
    arn = task.get("taskArn", "")
    docker = docker or ecs._get_docker()
    with resource_lock("ecs-task", arn):
        ids = list(task.get("_docker_ids") or [])
        tokens = list(task.get("_metadata_tokens") or [])
        holder = task.get("_holder")
        keys = list(task.get("_published") or [])
        task["_docker_ids"], task["_metadata_tokens"], task["_holder"], task["_published"] = [], [], None, []
    for token in tokens:
        ecs.ecs_metadata.unregister_token(token)
    # Only its own and only once: another task may have the address by now.
    for key in keys:
        published.pop(key, None)
    if not docker or not (ids or holder):
        return

    def remove():
        workers = [threading.Thread(target=remove_container, args=(docker, i, 5)) for i in ids]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if holder:
            remove_container(docker, holder, 0)

    threading.Thread(target=remove, daemon=True, name=f"remove-{task_id(task)[:8]}").start()


def remove_container(docker, container_id, grace_s):
    try:
        container = docker.containers.get(container_id)
        if grace_s and container.status == "running":
            container.stop(timeout=grace_s)
        await_log_forwarding()
        container.remove(v=True, force=True)
    except NotFound:
        pass
    except Exception as error:
        log.warning("container %s could not be removed: %s", container_id[:12], error)


def await_log_forwarding():
    """The last lines of a container that ended must reach the log stream before it is gone."""
    time.sleep(0.3)
