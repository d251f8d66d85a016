"""Starts ministack, the AWS emulator of the testbed, with those parts replaced in which it is unlike AWS Fargate.

ministack runs every container of a task by itself and ignores many fields of a task definition; on Fargate the
containers of a task share one network, and those fields decide whether a deployment works. What is replaced is
in the modules beside this one; everything else is ministack's own.
"""
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import balancer_door
import balancing
import deployments
import network
import removal
import tasks


def main():
    end_with_parent()
    tasks.install()
    balancing.install()
    balancer_door.install()
    deployments.install()
    network.install()
    removal.install()
    from ministack.app import main as serve  # noqa: after the replacements, which it must see
    sys.argv = sys.argv[:1]
    serve()


def end_with_parent():
    """An emulator whose testbed was killed must not live on."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()


if __name__ == "__main__":
    main()
