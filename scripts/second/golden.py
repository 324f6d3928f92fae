"""The golden vectors of guardian shares: src/guardians/fixtures/golden.json, made from fixed seeds.

echo '{"part": "golden"}' | python3 scripts/second/main.py > src/guardians/fixtures/golden.json && npm run format
"""

from hashlib import sha256

from curve import P, Q, decode_point, encode_point
from sharing import Stream, deal_polynomials, run_one

RFC_DOMAIN = b"QUUX-V01-CS02-with-secp256k1_XMD:SHA-256_SSWU_RO_"


def hexed(data):
    return "0x" + data.hex()


def seed(name):
    return hexed(sha256(b"vouch golden vector: " + name.encode()).digest())


def changed(data, at):
    """The bytes with the last bit of one of them changed."""
    out = bytearray.fromhex(data[2:])
    out[at] ^= 1
    return hexed(out)


def with_scalar(share, place, value):
    data = bytearray.fromhex(share[2:])
    data[32 * place : 32 * place + 32] = value.to_bytes(32, "big")
    return hexed(data)


def run(_request):
    cases = []

    def case(name, op, **given):
        result = run_one(op, given)
        cases.append({"name": name, "op": op, "in": given, "out": result})
        return result.get("ok")

    case("RFC 9380 J.8.1, the empty message", "hashToCurve", message="0x", domain=hexed(RFC_DOMAIN))
    case("RFC 9380 J.8.1, abc", "hashToCurve", message=hexed(b"abc"), domain=hexed(RFC_DOMAIN))
    case("H", "generator")

    two = case("a secret for 2-of-3", "freshSecret", seed=seed("secret 2-of-3"))
    three = case("a secret for 3-of-5", "freshSecret", seed=seed("secret 3-of-5"))
    x3, x5 = ["0x1", "0x2", "0x3"], ["0x1", "0x2", "0x3", "0x4", "0x5"]
    wide = [hex(Q - 1), "0xff", seed("a large x"), "0x100", "0x2"]
    of3 = case("2-of-3", "deal", **two, t=2, xs=x3, seed=seed("2-of-3"))
    of5 = case("3-of-5", "deal", **three, t=3, xs=x5, seed=seed("3-of-5"))
    far = case("3-of-5, large x", "deal", **three, t=3, xs=wide, seed=seed("3-of-5, large x"))
    case("3-of-3", "deal", **two, t=3, xs=x3, seed=seed("3-of-3"))
    c3, s3, c5, s5 = of3["commitments"], of3["shares"], of5["commitments"], of5["shares"]
    for name, t, dealt in (("2-of-3", 2, of3), ("3-of-5", 3, of5), ("3-of-5, large x", 3, far)):
        for i, share in enumerate(dealt["shares"]):
            case(f"{name}: share {i} fits", "checkShare", commitments=dealt["commitments"], t=t, share=share)
        case(f"{name}: the first t", "combine", commitments=dealt["commitments"], t=t, shares=dealt["shares"][:t])
        case(f"{name}: the last t", "combine", commitments=dealt["commitments"], t=t, shares=dealt["shares"][-t:])

    zero = case("refresh 3-of-5", "dealZero", t=3, xs=x5, seed=seed("refresh 3-of-5"))
    again = case("refresh 3-of-5, a second dealer", "dealZero", t=3, xs=x5, seed=seed("refresh 3-of-5, second"))
    d1, d2 = zero["commitments"], again["commitments"]
    c5b = case("refreshed commitments", "addCommitments", commitments=c5, zero=d1)
    c5c = case("commitments refreshed by two", "addCommitments", commitments=c5b, zero=d2)
    s5b, s5c = [], []
    for i, (share, one, other) in enumerate(zip(s5, zero["shares"], again["shares"])):
        case(f"delta {i} fits", "checkDelta", commitments=d1, t=3, delta=one)
        s5b.append(case(f"refreshed share {i}", "addDelta", share=share, delta=one))
        s5c.append(case(f"share {i} refreshed by two", "addDelta", share=s5b[i], delta=other))
        case(f"refreshed share {i} fits", "checkShare", commitments=c5b, t=3, share=s5b[i])
    case("the refreshed shares", "combine", commitments=c5b, t=3, shares=s5b[1:4])
    case("the shares refreshed by two", "combine", commitments=c5c, t=3, shares=s5c)
    case("an old share among new ones", "combine", commitments=c5b, t=3, shares=[s5b[0], s5[1], s5b[2], s5b[3]])
    case("too many old ones", "combine", commitments=c5b, t=3, shares=[s5b[0], s5[1], s5[2], s5b[3]])
    case("two refreshes mixed", "combine", commitments=c5c, t=3, shares=[s5c[0], s5c[1], s5b[2]])

    up = case("2-of-3 dealt again 3-of-5", "redeal", commitments=c3, **two, t=3, xs=x5, seed=seed("to 3-of-5"))
    case("the raised threshold", "combine", commitments=up["commitments"], t=3, shares=up["shares"][2:])
    case("two do not do any more", "combine", commitments=up["commitments"], t=3, shares=up["shares"][:2])
    case("old shares of 2-of-3", "combine", commitments=up["commitments"], t=3, shares=[*up["shares"][:2], s3[2]])
    down = case("3-of-5 dealt again 2-of-3", "redeal", commitments=c5, **three, t=2, xs=x3, seed=seed("to 2-of-3"))
    case("the lowered threshold", "combine", commitments=down["commitments"], t=2, shares=down["shares"][1:])
    case("another secret is not dealt again", "redeal", commitments=c3, **three, t=2, xs=x3, seed=seed("no"))

    context, other = hexed(b"wallet, epoch, challenge"), hexed(b"another challenge")
    proof = case("a proof", "prove", share=s3[1], commitments=c3, context=context, seed=seed("proof"))
    long = case("a proof after a refresh", "prove", share=s5b[4], commitments=c5b, context="0x", seed=seed("proof 2"))
    case("no proof of what does not fit", "prove", share=s5[4], commitments=c5b, context="0x", seed=seed("no"))
    case("the proof holds", "checkProof", commitments=c3, x="0x2", context=context, proof=proof)
    case("the second proof holds", "checkProof", commitments=c5b, x="0x5", context="0x", proof=long)
    case("in another context", "checkProof", commitments=c3, x="0x2", context=other, proof=proof)
    case("of another guardian", "checkProof", commitments=c3, x="0x1", context=context, proof=proof)
    case("at x = 0", "checkProof", commitments=c3, x="0x0", context=context, proof=proof)
    case("at x beyond q", "checkProof", commitments=c3, x=hex(Q + 2), context=context, proof=proof)
    case("with other commitments", "checkProof", commitments=c5[:2], x="0x2", context=context, proof=proof)
    case("of an old epoch", "checkProof", commitments=c5, x="0x5", context="0x", proof=long)
    for place, name in ((0, "sign of R"), (20, "R"), (64, "z_s"), (96, "z_r")):
        case(f"{name} changed", "checkProof", commitments=c3, x="0x2", context=context, proof=changed(proof, place))
    case("cut off", "checkProof", commitments=c3, x="0x2", context=context, proof=proof[:-2])
    case("with a byte more", "checkProof", commitments=c3, x="0x2", context=context, proof=proof + "00")
    too_large = proof[:-64] + hexed(Q.to_bytes(32, "big"))[2:]
    case("z_r = q", "checkProof", commitments=c3, x="0x2", context=context, proof=too_large)

    case("s changed", "checkShare", commitments=c3, t=2, share=changed(s3[0], 63))
    case("r changed", "checkShare", commitments=c3, t=2, share=changed(s3[0], 95))
    case("x changed", "checkShare", commitments=c3, t=2, share=changed(s3[1], 31))
    case("x = 0", "checkShare", commitments=c3, t=2, share=with_scalar(s3[0], 0, 0))
    case("x = q", "checkShare", commitments=c3, t=2, share=with_scalar(s3[0], 0, Q))
    case("x = q + 1", "checkShare", commitments=c3, t=2, share=with_scalar(s3[0], 0, Q + 1))
    case("s = q", "checkShare", commitments=c3, t=2, share=with_scalar(s3[0], 1, Q))
    case("r = 2^256 - 1", "checkShare", commitments=c3, t=2, share=with_scalar(s3[0], 2, 2**256 - 1))
    case("a byte less", "checkShare", commitments=c3, t=2, share=s3[0][:-2])
    case("a byte more", "checkShare", commitments=c3, t=2, share=s3[0] + "00")
    case("a threshold raised in secret", "checkShare", commitments=c5, t=2, share=s5[0])
    case("a threshold lowered in secret", "checkShare", commitments=c3, t=3, share=s3[0])
    case("no commitments", "checkShare", commitments=[], t=0, share=s3[0])
    case("a threshold of one", "checkShare", commitments=c3[:1], t=1, share=s3[0])
    x_of_c = int(c3[1][4:], 16)
    points = {
        "infinity": "0x00",
        "33 bytes of nothing": "0x" + "00" * 33,
        "uncompressed": "0x04" + c3[1][4:] + decode_point(bytes.fromhex(c3[1][2:]))[1].to_bytes(32, "big").hex(),
        "an unknown head": "0x05" + c3[1][4:],
        "x = p": "0x02" + P.to_bytes(32, "big").hex(),
        "x = p + 1, where x = 1 is on the curve": "0x02" + (P + 1).to_bytes(32, "big").hex(),
        "not on the curve": next(
            "0x02" + x.to_bytes(32, "big").hex()
            for x in range(x_of_c, x_of_c + 99)
            if pow(x**3 + 7, (P - 1) // 2, P) != 1
        ),
    }
    for name, point in points.items():
        case(f"C_1: {name}", "checkShare", commitments=[c3[0], point], t=2, share=s3[0])
    case("C_0 at infinity", "combine", commitments=["0x00", c3[1]], t=2, shares=s3)

    case("a delta with C_0", "checkDelta", commitments=[c5[0], *d1], t=3, delta=zero["shares"][0])
    case("a delta of too low a degree", "checkDelta", commitments=d1[:1], t=3, delta=zero["shares"][0])
    case("a delta changed", "checkDelta", commitments=d1, t=3, delta=changed(zero["shares"][0], 63))
    case("a delta that is no sharing of zero", "checkDelta", commitments=c5[1:], t=3, delta=s5[0])
    case("a delta of another guardian", "addDelta", share=s5[0], delta=zero["shares"][1])
    case("commitments of another threshold", "addCommitments", commitments=c3, zero=d1)
    opposite = f"0x0{5 - int(c3[1][3])}{c3[1][4:]}"
    case("a sum at infinity", "addCommitments", commitments=c3, zero=[opposite])

    bad = changed(s5[2], 63)
    case("a changed share is named", "combine", commitments=c5, t=3, shares=[s5[0], bad, s5[3], s5[4]])
    case("a changed share leaves too few", "combine", commitments=c5, t=3, shares=[s5[0], s5[1], bad])
    case("one share too few", "combine", commitments=c5, t=3, shares=s5[:2])
    case("no share", "combine", commitments=c5, t=3, shares=[])
    case("the same share twice", "combine", commitments=c5, t=3, shares=[s5[0], s5[1], s5[1], s5[2]])
    taken = with_scalar(s5[2], 0, 1)
    case("a changed share in another's place", "combine", commitments=c5, t=3, shares=[taken, s5[0], s5[1], s5[3]])
    case("the shares of another wallet", "combine", commitments=c3, t=2, shares=s5)
    points, shares = deal_polynomials(0, 5, 2, [1, 2], Stream(b"zero"))
    none = {"commitments": [hexed(encode_point(p)) for p in points], "shares": [hexed(s) for s in shares]}
    case("a dealer who shared k = 0", "combine", t=2, **none)
    for name, t, xs in (
        ("1-of-3", 1, x3),
        ("4-of-3", 4, x3),
        ("0-of-0", 0, []),
        ("2-of-256", 2, [hex(i) for i in range(1, 257)]),
        ("a guardian at 0", 2, ["0x0", "0x1"]),
        ("a guardian at q", 2, ["0x1", hex(Q)]),
        ("two at 1 modulo q", 2, ["0x1", hex(Q + 1)]),
        ("two at 1", 2, ["0x1", "0x2", "0x1"]),
    ):
        case(f"not dealt: {name}", "deal", **two, t=t, xs=xs, seed=seed("no"))
        case(f"no zero dealt: {name}", "dealZero", t=t, xs=xs, seed=seed("no"))
    nothing, order = hexed(bytes(32)), hexed(Q.to_bytes(32, "big"))
    case("not dealt: k = 0", "deal", k=nothing, blind=two["blind"], t=2, xs=x3, seed=seed("no"))
    case("not dealt: k = q", "deal", k=order, blind=two["blind"], t=2, xs=x3, seed=seed("no"))
    return {"cases": cases}
