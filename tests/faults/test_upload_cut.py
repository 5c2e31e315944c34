"""F14, F15: an upload cut at any byte, sent twice at once, and left behind by a killed server; then whole, or swept away."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from rest_framework.authtoken.models import Token

from cases.models import Case
from evidence import parts, services, storage
from evidence.models import File, Incoming
from tests.faults.parts import Site, kill, until
from tests.faults.sender import Sender, hang_up
from tests.world import World

CUTS = 10
FILM = b"\x00\x00\x00\x18ftypmp42" + random.Random(5).randbytes(12 * 1024 * 1024)


@pytest.fixture
def case(transactional_db: None) -> Case:
    return World(timezone.now()).case("investigating")


@pytest.fixture
def sender(site: Site, case: Case) -> Sender:
    site.web()
    return Sender(site.web_port, Token.objects.create(user=case.handler).key)


def goes_on(sender: Sender, path: str) -> None:
    """Send the rest, from wherever the server says while it still finds out that a line was cut."""
    until(lambda: sender.send(path, FILM, sender.stands(path)) == 204)


def lying() -> set[str]:
    """The keys under which bytes lie."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in (root / "evidence").glob("*/*")}


def all_is_well(before: set[str]) -> None:
    """Every file of evidence is what its row says, nothing is left over after the sweep."""
    services.sweep_incoming(at=timezone.now() + timedelta(days=9), everywhere=True)
    assert not Incoming.objects.exists()
    for file in File.objects.all():
        assert storage.digest_of(file.key) == storage.Digest(file.size, file.sha256, file.sm3)
    assert lying() - before <= set(File.objects.values_list("key", flat=True))


@pytest.mark.slow
def test_cut_at_any_byte_it_goes_on_and_is_whole(sender: Sender, case: Case) -> None:
    chance, before = random.Random(20261128), lying()
    path, left = sender.begin("录像.mp4", len(FILM)), sender.begin("另一段.mp4", len(FILM))
    cuts = sorted(chance.randrange(1, len(FILM)) for _ in range(CUTS - 3))
    for cut in sorted([*cuts, 1, parts.PIECE, parts.PIECE + 1]):
        offset = sender.stands(path)
        if offset < cut:
            hang_up(sender.cut(path, FILM, offset, cut))
            assert offset <= sender.stands(path) <= cut
    hang_up(sender.cut(left, FILM, 0, 3_000_000))
    assert sender.hand_in(case.pk, path)[0] == 400
    assert not File.objects.filter(item__case=case, name="录像.mp4").exists()
    goes_on(sender, path)
    status, made = sender.hand_in(case.pk, path)
    assert status == 201, made
    kept = File.objects.get(item=made["id"])
    assert (kept.size, kept.sha256) == (len(FILM), hashlib.sha256(FILM).hexdigest())
    assert kept.sm3 == hashlib.new("sm3", FILM).hexdigest()
    all_is_well(before)


@pytest.mark.slow
def test_of_two_that_send_the_same_one_wins_and_a_killed_server_loses_nothing_it_counted(
    site: Site, sender: Sender, case: Case
) -> None:
    before, path = lying(), sender.begin("录像.mp4", len(FILM))
    line = sender.cut(path, FILM, 0, parts.PIECE + 1_000_000)
    until(lambda: Incoming.objects.get().received)
    kill(site.running[-1])
    line.close()
    counted = Incoming.objects.get().received
    assert counted == parts.PIECE
    site.web()
    assert sender.stands(path) == counted
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(sender.send, path, FILM, counted) for _ in range(2)]
        # whoever comes second is refused, and may be cut off while still sending, before reading why
        assert sorted(one.result() for one in both) in ([204, 409], [0, 204])
    status, made = sender.hand_in(case.pk, path)
    assert status == 201, made
    assert File.objects.get(item=made["id"]).sha256 == hashlib.sha256(FILM).hexdigest()
    all_is_well(before)
