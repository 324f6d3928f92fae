"""Guardian shares a second time: Pedersen's sharing, Okamoto's proof, refresh and redistribution (docs/protocol.md).

`run` takes {"cases": [{"op", "in"}]} and gives {"results": [{"ok"} or {"refused", "blamed"}]}. Bytes and whole numbers
travel as 0x and hexadecimal digits, a share as its 96 bytes.
"""

from hashlib import sha256

from curve import (
    G,
    Q,
    Refused,
    add,
    decode_point,
    decode_scalar,
    encode_point,
    encode_scalar,
    hash_to_curve,
    times,
)

H = hash_to_curve(
    b"Vouch guardian shares, second generator",
    b"VOUCH-V01-CS01-with-secp256k1_XMD:SHA-256_SSWU_RO_",
)
PROOF_DOMAIN = b"vouch/guardian-share-proof/v1"


class SharingRefused(Exception):
    def __init__(self, reason, blamed=()):
        super().__init__(reason)
        self.reason = reason
        self.blamed = list(blamed)


class Stream:
    """Bytes for tests from a seed: SHA-256 of the seed and a counter (u32, big-endian), block after block."""

    def __init__(self, seed):
        self.seed, self.counter, self.rest = seed, 0, b""

    def take(self, length):
        while len(self.rest) < length:
            self.rest += sha256(self.seed + self.counter.to_bytes(4, "big")).digest()
            self.counter += 1
        out, self.rest = self.rest[:length], self.rest[length:]
        return out

    def scalar(self, least):
        while True:
            scalar = int.from_bytes(self.take(32), "big")
            if least <= scalar < Q:
                return scalar


def commit(s, r):
    return add(times(s, G), times(r, H))


def evaluate(coefficients, x):
    return sum(c * pow(x, j, Q) for j, c in enumerate(coefficients)) % Q


def evaluate_points(points, x):
    total = None
    for j, point in enumerate(points):
        total = add(total, times(pow(x, j, Q), point))
    return total


def encode_share(x, s, r):
    return encode_scalar(x) + encode_scalar(s) + encode_scalar(r)


def decode_share(data):
    if len(data) != 96:
        raise SharingRefused("range")
    try:
        return decode_scalar(data[:32], 1), decode_scalar(data[32:64]), decode_scalar(data[64:])
    except Refused:
        raise SharingRefused("range") from None


def decode_secret(k, blind):
    try:
        return decode_scalar(k, 1), decode_scalar(blind)
    except Refused:
        raise SharingRefused("range") from None


def check_limits(t, xs):
    if not 2 <= t <= len(xs) <= 255:
        raise SharingRefused("limits")
    if any(not 1 <= x < Q for x in xs):
        raise SharingRefused("range")
    if len(set(xs)) != len(xs):
        raise SharingRefused("duplicate")


def decode_commitments(commitments, t, count):
    if not 2 <= t <= 255 or len(commitments) != count:
        raise SharingRefused("commitments")
    try:
        return [decode_point(c) for c in commitments]
    except Refused:
        raise SharingRefused("commitments") from None


def deal_polynomials(a0, b0, t, xs, stream):
    a, b = [a0], [b0]
    for _ in range(1, t):
        a.append(stream.scalar(0))
        b.append(stream.scalar(0))
    return [commit(*pair) for pair in zip(a, b)], [encode_share(x, evaluate(a, x), evaluate(b, x)) for x in xs]


def fresh_secret(seed):
    stream = Stream(seed)
    return {"k": encode_scalar(stream.scalar(1)), "blind": encode_scalar(stream.scalar(0))}


def deal(k, blind, t, xs, seed):
    check_limits(t, xs)
    points, shares = deal_polynomials(*decode_secret(k, blind), t, xs, Stream(seed))
    return {"commitments": [encode_point(p) for p in points], "shares": shares}


def deal_zero(t, xs, seed):
    check_limits(t, xs)
    points, shares = deal_polynomials(0, 0, t, xs, Stream(seed))
    assert points[0] is None
    return {"commitments": [encode_point(p) for p in points[1:]], "shares": shares}


def redeal(commitments, k, blind, t, xs, seed):
    if encode_point(commit(*decode_secret(k, blind))) != commitments[0]:
        raise SharingRefused("opening")
    return deal(k, blind, t, xs, seed)


def fits(points, share):
    x, s, r = share
    return commit(s, r) == evaluate_points(points, x)


def check_share(commitments, t, share):
    points = decode_commitments(commitments, t, t)
    return None if fits(points, decode_share(share)) else "share"


def check_delta(commitments, t, delta):
    points = [None] + decode_commitments(commitments, t, t - 1)
    return None if fits(points, decode_share(delta)) else "share"


def add_delta(share, delta):
    (x, s, r), (y, ds, dr) = decode_share(share), decode_share(delta)
    if x != y:
        raise SharingRefused("share")
    return encode_share(x, (s + ds) % Q, (r + dr) % Q)


def add_commitments(commitments, zero):
    t = len(commitments)
    old = decode_commitments(commitments, t, t)
    sums = [old[0]] + [add(c, d) for c, d in zip(old[1:], decode_commitments(zero, t, t - 1))]
    if None in sums:
        raise SharingRefused("commitments")
    return [encode_point(p) for p in sums]


def combine(commitments, t, shares):
    points = decode_commitments(commitments, t, t)
    good, blamed = [], []
    for i, data in enumerate(shares):
        try:
            share = decode_share(data)
        except SharingRefused:
            share = None
        if share and fits(points, share):
            good.append(share)
        else:
            blamed.append(i)
    if len({x for x, _, _ in good}) != len(good):
        raise SharingRefused("duplicate", blamed)
    if len(good) < t:
        raise SharingRefused("too few", blamed)
    k = blind = 0
    for x, s, r in good[:t]:
        weight = 1
        for other, _, _ in good[:t]:
            if other != x:
                weight = weight * other * pow(other - x, -1, Q) % Q
        k, blind = (k + weight * s) % Q, (blind + weight * r) % Q
    if k == 0 or commit(k, blind) != points[0]:
        raise SharingRefused("opening", blamed)
    return {"k": encode_scalar(k), "blind": encode_scalar(blind), "blamed": blamed}


def challenge(commitments, x, context, nonce):
    parts = [PROOF_DOMAIN, encode_point(H), *commitments, encode_scalar(x), context, nonce]
    framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return int.from_bytes(sha256(framed).digest(), "big") % Q


def prove(share, commitments, context, seed):
    fault = check_share(commitments, len(commitments), share)
    if fault:
        raise SharingRefused(fault)
    x, s, r = decode_share(share)
    stream = Stream(seed)
    u, v = stream.scalar(1), stream.scalar(1)
    nonce = encode_point(commit(u, v))
    e = challenge(commitments, x, context, nonce)
    return nonce + encode_scalar((u + e * s) % Q) + encode_scalar((v + e * r) % Q)


def check_proof(commitments, x, context, proof):
    if len(proof) != 97 or not 1 <= x < Q:
        return False
    try:
        points = decode_commitments(commitments, len(commitments), len(commitments))
        nonce = decode_point(proof[:33])
        zs, zr = decode_scalar(proof[33:65]), decode_scalar(proof[65:])
    except (Refused, SharingRefused):
        return False
    e = challenge(commitments, x, context, proof[:33])
    return commit(zs, zr) == add(nonce, times(e, evaluate_points(points, x)))


OPERATIONS = {
    "hashToCurve": lambda message, domain: encode_point(hash_to_curve(message, domain)),
    "generator": lambda: encode_point(H),
    "freshSecret": fresh_secret,
    "deal": deal,
    "dealZero": deal_zero,
    "redeal": redeal,
    "checkShare": check_share,
    "checkDelta": check_delta,
    "addDelta": add_delta,
    "addCommitments": add_commitments,
    "combine": combine,
    "prove": prove,
    "checkProof": check_proof,
}
NUMBERS = {"x", "xs"}


def from_json(name, value):
    if isinstance(value, list):
        return [from_json(name, one) for one in value]
    if isinstance(value, str):
        return int(value, 16) if name in NUMBERS else bytes.fromhex(value[2:])
    return value


def to_json(value):
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, list):
        return [to_json(one) for one in value]
    if isinstance(value, dict):
        return {name: to_json(one) for name, one in value.items()}
    return value


def run_one(op, given):
    try:
        result = OPERATIONS[op](**{name: from_json(name, value) for name, value in given.items()})
        return {"ok": to_json(result)}
    except SharingRefused as refused:
        return {"refused": refused.reason, "blamed": refused.blamed}


def run(request):
    return {"results": [run_one(case["op"], case["in"]) for case in request["cases"]]}
