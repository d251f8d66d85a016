"""The images of a task: pulled from the registry of the account, or taken from the engine under a public name."""
import os

from docker.errors import APIError, ImageNotFound
from ministack.core.responses import get_account_id, get_region

REGISTRY = os.environ.get("QUAYSIDE_REGISTRY", "")
REGISTRY_SECRET = os.environ.get("QUAYSIDE_REGISTRY_SECRET", "")


class CannotStart(Exception):
    """The task stops with this text as its stoppedReason."""


def fetch_image(docker, container, definition):
    """The id of the image, from the registry of the account or, under a public name, from the engine's own store."""
    reference = container["image"]
    ours = bool(REGISTRY) and reference.startswith(f"{REGISTRY}/")
    image = None
    if not ours:
        try:
            image = docker.images.get(reference)
        except ImageNotFound:
            pass
    if image is None:
        try:
            image = docker.images.pull(
                reference if has_version(reference) else f"{reference}:latest",
                auth_config=registry_login() if ours else None)
        except (APIError, ImageNotFound) as error:
            raise CannotStart(
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): "
                f"failed to resolve ref {reference}: {reason_of(error)}") from error
    wanted = architecture_of(definition)
    if ours and image.attrs.get("Architecture") not in ("", None, wanted):
        raise CannotStart(
            "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not "
            f"contain descriptor matching platform 'linux/{wanted}'")
    return image.id


def registry_login():
    return {"username": "AWS", "password": f"{get_account_id()}_{get_region()}_{REGISTRY_SECRET}"}


def has_version(reference):
    return "@" in reference or ":" in reference.rsplit("/", 1)[-1]


def reason_of(error):
    text = str(getattr(error, "explanation", None) or error)
    return "not found" if "manifest unknown" in text.lower() or "not found" in text.lower() else text


def architecture_of(definition):
    platform = definition.get("runtimePlatform") or {}
    return "arm64" if str(platform.get("cpuArchitecture", "")).upper() == "ARM64" else "amd64"
