"""Target health that is looked at, and requests that reach a task through 127.0.0.1.

ministack calls every target healthy. Here each registered address of a task is asked under its published port, with
the path and the codes of its target group. The clock is faster than AWS's: a target is asked every second and is
healthy at the first right answer.
"""
import http.client
import logging
import random
import threading
import time
from xml.sax.saxutils import escape

from ministack.core.responses import request_scope
from ministack.services import alb

import tasks

log = logging.getLogger("balancing")

EVERY_S = 1.0
ANSWER_LIMIT_S = 2.0
# (target group, address, port) -> Verdict
verdicts = {}
# Called with (target group arn, address) when a target has just become unhealthy.
on_unhealthy = []


class Verdict:
    def __init__(self):
        self.since = time.time()
        self.failures = 0
        self.state = "initial"
        self.reason = "Elb.RegistrationInProgress"
        self.description = "Target registration is in progress"


def install():
    alb._ACTION_MAP["DescribeTargetHealth"] = describe_target_health
    ask_target = alb._proxy_http_target

    async def through_loopback(target, group, *args, **kwargs):
        target = prefer_healthy(target, group)
        port = tasks.published.get((target.get("Id"), int(target.get("Port") or group.get("Port") or 80)))
        if port:
            target = {**target, "Id": "127.0.0.1", "Port": port}
        return await ask_target(target, group, *args, **kwargs)

    alb._proxy_http_target = through_loopback
    threading.Thread(target=check_for_ever, daemon=True, name="target-health").start()


def prefer_healthy(target, group):
    arn = group["TargetGroupArn"]
    registered = alb._targets.get(arn, [])
    healthy = [t for t in registered if state_of(group, t).state == "healthy"]
    return target if not healthy or target in healthy else random.choice(healthy)


def all_healthy(target_group_arn, addresses):
    group = alb._tgs.get(target_group_arn)
    if group is None:
        return True
    mine = [t for t in alb._targets.get(target_group_arn, []) if t["Id"] in addresses]
    return len(mine) >= len(addresses) and all(state_of(group, t).state == "healthy" for t in mine)


def state_of(group, target):
    return verdicts.get(key_of(group, target)) or Verdict()


def key_of(group, target):
    return group["TargetGroupArn"], target["Id"], int(target.get("Port") or group.get("Port") or 80)


def check_for_ever():
    while True:
        try:
            check_all()
        except Exception as error:
            log.warning("target health: %s", error)
        time.sleep(EVERY_S)


def check_all():
    seen = set()
    for (account, region, arn), group in alb._tgs.all_items():
        with request_scope(account, region):
            targets = list(alb._targets.get(arn, []))
        for target in targets:
            key = key_of(group, target)
            seen.add(key)
            # An address that no task of ours has (a Lambda, an instance) is left as ministack sees it.
            port = tasks.published.get((key[1], key[2]))
            if port:
                check(group, verdicts.setdefault(key, Verdict()), key, port)
    for key in set(verdicts) - seen:
        verdicts.pop(key, None)


def check(group, verdict, key, port):
    failure = ask(group, port)
    if failure is None:
        verdict.failures, verdict.state, verdict.reason, verdict.description = 0, "healthy", None, None
        return
    verdict.failures += 1
    patience = 0 if verdict.state != "initial" else (
        group["UnhealthyThresholdCount"] * group["HealthCheckIntervalSeconds"])
    if verdict.failures >= group["UnhealthyThresholdCount"] and time.time() - verdict.since >= patience:
        was = verdict.state
        verdict.state = "unhealthy"
        verdict.reason, verdict.description = failure
        if was != "unhealthy":
            for tell in on_unhealthy:
                tell(key[0], key[1])
    elif verdict.state == "initial":
        verdict.reason, verdict.description = "Elb.InitialHealthChecking", "Initial health checks in progress"


def ask(group, port):
    """None when the answer is right, else (reason code, description) in AWS's words."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_LIMIT_S)
    try:
        connection.request("GET", group.get("HealthCheckPath") or "/", headers={"User-Agent": "ELB-HealthChecker/2.0"})
        status = connection.getresponse().status
    except TimeoutError:
        return "Target.Timeout", "Request timed out"
    except Exception:
        return "Target.FailedHealthChecks", "Health checks failed"
    finally:
        connection.close()
    if matches(status, (group.get("Matcher") or {}).get("HttpCode") or "200"):
        return None
    return "Target.ResponseCodeMismatch", f"Health checks failed with these codes: [{status}]"


def matches(status, matcher):
    for part in matcher.split(","):
        low, _, high = part.strip().partition("-")
        if int(low) <= status <= int(high or low):
            return True
    return False


def describe_target_health(params):
    arn = alb._p(params, "TargetGroupArn")
    group = alb._tgs.get(arn)
    if group is None:
        return alb._error("TargetGroupNotFound", f"Target group '{arn}' not found.")
    asked = {t["Id"] for t in alb._parse_targets_param(params)}
    registered = [t for t in alb._targets.get(arn, []) if not asked or t["Id"] in asked]
    members = "".join(member(group, target, is_used(arn)) for target in registered)
    return alb._xml(
        200, "DescribeTargetHealth", f"<TargetHealthDescriptions>{members}</TargetHealthDescriptions>")


def member(group, target, used):
    _, address, port = key_of(group, target)
    verdict = verdicts.get(key_of(group, target))
    if not used:
        health = ("unused", "Target.NotInUse",
                  "Target group is not configured to receive traffic from the load balancer")
    elif verdict is None:
        known = (address, port) in tasks.published
        health = ("initial", "Elb.RegistrationInProgress", "Target registration is in progress") if known else (
            "healthy", None, None)
    else:
        health = (verdict.state, verdict.reason, verdict.description)
    state, reason, description = health
    return (
        f"<member><Target><Id>{escape(address)}</Id><Port>{port}</Port></Target>"
        f"<HealthCheckPort>{port}</HealthCheckPort><TargetHealth><State>{state}</State>"
        + (f"<Reason>{reason}</Reason><Description>{escape(description)}</Description>" if reason else "")
        + "</TargetHealth></member>"
    )


def is_used(target_group_arn):
    """Whether a listener's default action or a rule forwards to the group."""
    return bool(balancers_of(target_group_arn))


def balancers_of(target_group_arn):
    """The load balancers that forward to the group."""
    of_listeners = {key: listener["LoadBalancerArn"] for key, listener in alb._listeners.items()}
    found = {
        listener["LoadBalancerArn"] for listener in alb._listeners.values()
        if target_group_arn in str(listener.get("DefaultActions", []))}
    found |= {
        of_listeners[rule["ListenerArn"]] for rule in alb._rules.values()
        if rule.get("ListenerArn") in of_listeners and target_group_arn in str(rule.get("Actions", []))}
    return found
