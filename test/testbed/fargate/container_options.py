"""The fields of a container definition in the words of the Docker API."""
import os

from ministack.core import container_reaper
from ministack.services import ecs

LABEL = os.environ.get("QUAYSIDE_TESTBED_LABEL", "quayside.testbed=unknown")
SECOND_NS = 1_000_000_000


def run_options(task, definition, container, env, holder):
    """What one container is made with; the network it shares is the holder's."""
    linux = container.get("linuxParameters") or {}
    task_memory = int(mebibytes(definition.get("memory") or 0))
    memory = int(container.get("memory") or task_memory or 0)
    options = dict(
        name=f"{task_id(task)[:12]}-{container['name']}",
        labels={**labels(task, container["name"]), **(container.get("dockerLabels") or {})},
        environment=env,
        network_mode=f"container:{holder.id}",
        healthcheck=health_check(container),
        read_only=bool(container.get("readonlyRootFilesystem")),
        init=bool(linux.get("initProcessEnabled")),
    )
    for name, key in (("command", "command"), ("user", "user"), ("workingDirectory", "working_dir")):
        if container.get(name):
            options[key] = container[name]
    if container.get("entryPoint"):
        options["entrypoint"] = container["entryPoint"]
        # Docker would add the image's own command to another entry point; ECS takes only what it was given.
        options.setdefault("command", [])
    if memory:
        options["mem_limit"] = options["memswap_limit"] = f"{memory}m"
    if container.get("memoryReservation"):
        options["mem_reservation"] = f"{container['memoryReservation']}m"
    if container.get("cpu"):
        options["cpu_shares"] = max(2, int(container["cpu"]))
    if container.get("ulimits"):
        options["ulimits"] = [
            {"Name": u["name"], "Soft": u["softLimit"], "Hard": u["hardLimit"]} for u in container["ulimits"]]
    binds = ecs._docker_binds_from_taskdef(definition, container)
    if binds:
        options["volumes"] = binds
    return options


def health_check(container):
    """ECS runs only the check of the task definition; one that is built into the image it ignores."""
    check = container.get("healthCheck")
    if not check:
        return {"test": ["NONE"]}
    return {
        "test": check["command"],
        "interval": int(check.get("interval") or 30) * SECOND_NS,
        "timeout": int(check.get("timeout") or 5) * SECOND_NS,
        "retries": int(check.get("retries") or 3),
        "start_period": int(check.get("startPeriod") or 0) * SECOND_NS,
    }


def labels(task, name):
    label, _, value = LABEL.partition("=")
    return {
        **container_reaper.own_labels("ecs"),
        label: value,
        "com.amazonaws.ecs.cluster": task["clusterArn"],
        "com.amazonaws.ecs.container-name": name,
        "com.amazonaws.ecs.task-arn": task["taskArn"],
        "com.amazonaws.ecs.task-definition-family": task["taskDefinitionArn"].rsplit("/", 1)[-1].rsplit(":", 1)[0],
        "com.amazonaws.ecs.task-definition-version": task["taskDefinitionArn"].rsplit(":", 1)[-1],
    }


def task_id(task):
    return task["taskArn"].rsplit("/", 1)[-1]


def mebibytes(value):
    text = str(value).strip().lower()
    return float(text[:-2]) * 1024 if text.endswith("gb") else float(text or 0)
