"""The values for a cluster: each figure follows from what was measured, and nothing is open."""

import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
VALUES = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
MEASURED = VALUES["custom"]["measured"]
LEARNER = VALUES["singleuser"]
UNITS = {"M": 1, "G": 1000}
LESSONS = len(list((ROOT / "notebooks").glob("*.ipynb")))


def megabytes(amount: str) -> float:
    """Return an amount of memory, as the chart takes it, in megabytes."""
    return float(amount[:-1]) * UNITS[amount[-1]]


def test_a_learner_is_promised_what_one_lesson_takes():
    needed = MEASURED["server_megabytes"] + MEASURED["kernel_megabytes"]
    assert 1.25 <= megabytes(LEARNER["memory"]["guarantee"]) / needed <= 1.5


def test_a_learner_may_open_every_lesson():
    needed = MEASURED["server_megabytes"] + LESSONS * MEASURED["kernel_megabytes"]
    assert 1.4 <= megabytes(LEARNER["memory"]["limit"]) / needed <= 2


def test_as_many_learners_share_a_core_as_were_measured():
    seats = 1 / LEARNER["cpu"]["guarantee"]
    assert 0.8 <= seats / MEASURED["learners_per_core"] <= 1.2
    assert LEARNER["cpu"]["limit"] >= 1  # a start on less than a core is waited for


def test_a_slow_start_is_waited_for():
    assert LEARNER["startTimeout"] >= 2 * MEASURED["slowest_start_seconds"]


def test_a_home_has_room_for_what_is_kept():
    capacity = LEARNER["storage"]["capacity"]
    assert capacity.endswith("Gi")
    assert float(capacity[:-2]) * 1024 >= 10 * MEASURED["home_megabytes"]


def test_a_learners_server_reaches_the_hub_alone():
    """Each way out that the chart knows is shut, but the one by which a pod learns a name."""
    policy = LEARNER["networkPolicy"]
    assert policy["enabled"] is True
    assert set(policy) == {"enabled", "egressAllowRules"}
    ways = policy["egressAllowRules"]
    assert [way for way, is_open in ways.items() if is_open] == ["dnsPortsKubeSystemNamespace"]
    assert set(ways) == {
        "cloudMetadataServer",
        "dnsPortsCloudMetadataServer",
        "dnsPortsKubeSystemNamespace",
        "dnsPortsPrivateIPs",
        "nonPrivateIPs",
        "privateIPs",
    }


def test_nobody_logs_in_until_somebody_has_said_who():
    assert VALUES["hub"]["config"]["JupyterHub"]["authenticator_class"] == "null"


def test_placeholders_give_way_to_learners():
    assert VALUES["scheduling"]["userPlaceholder"]["replicas"] > 0
    assert VALUES["scheduling"]["podPriority"]["enabled"] is True


def test_nothing_ends_within_a_lecture():
    longest = 60 * max(
        tomllib.loads(path.read_text("utf-8"))["minutes"]
        for path in (ROOT / "data" / "questions").glob("*.toml")
    )
    assert VALUES["cull"]["enabled"] is True
    assert VALUES["cull"]["timeout"] >= 3600
    assert VALUES["cull"]["maxAge"] > 8 * longest


@pytest.mark.parametrize("when", ["hook", "continuous"])
def test_a_node_has_the_image_before_its_learners_come(when):
    assert VALUES["prePuller"][when]["enabled"] is True


def test_the_image_is_of_this_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert LEARNER["image"]["tag"] == project["version"]
