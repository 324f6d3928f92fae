"""The channel's key schedule a second time, from its description: framing, commitment, words, transcript, keys,
confirmation, and one envelope as its receiver reads it (code, message key, XChaCha20-Poly1305). Standard library only.

What needs a curve or a lattice comes with the request: shared secrets, the ECDH of the identities, signatures. Bytes
are hexadecimal. Words are given by their numbers in the BIP-39 English list.

    python3 scripts/second/channel.py < request.json
    python3 scripts/second/channel.py golden > src/channel/fixtures/golden.json
"""
import hashlib
import hmac
import json
import struct
import sys


def frame(domain, *parts):
    return b"".join(struct.pack(">I", len(part)) + part for part in (domain.encode(), *parts))


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def hkdf_expand(prk, info, length):
    out, block, turn = b"", b"", 1
    while len(out) < length:
        block = mac(prk, block + info + bytes([turn]))
        out, turn = out + block, turn + 1
    return out[:length]


def hkdf_extract(salt, ikm):
    return mac(salt, ikm)


def hello(fields):
    return [
        bytes.fromhex(fields["identity"]),
        bytes.fromhex(fields["ephemeral"]),
        bytes.fromhex(fields["nonce"]),
        struct.pack(">I", fields["epoch"]),
    ]


def word_numbers(digest):
    bits = "".join(f"{byte:08b}" for byte in digest)
    numbers = [int(bits[at : at + 11], 2) for at in range(0, 110, 11)]
    return {"inviter": numbers[:5], "invited": numbers[5:]}


def handshake(request):
    inviter, invited = hello(request["inviter"]), hello(request["invited"])
    to_invited, to_inviter = bytes.fromhex(request["toInvited"]), bytes.fromhex(request["toInviter"])
    secrets = [bytes.fromhex(request["secrets"][name]) for name in ("toInvited", "toInviter", "identities")]

    commit = sha256(frame("vouch/channel/commit/v1", *inviter))
    words = sha256(frame("vouch/channel/words/v1", commit, *invited, *inviter))
    transcript = sha256(
        frame("vouch/channel/transcript/v1", commit, *invited, *inviter, to_invited, to_inviter)
    )
    root = hkdf_extract(transcript, frame("vouch/channel/secret/v1", *secrets))

    def key(label, length=32):
        return hkdf_expand(root, frame("vouch/channel/key/v1", label.encode()), length)

    out = {
        "commit": commit.hex(),
        "words": word_numbers(words),
        "transcript": transcript.hex(),
        "epoch": max(request["inviter"]["epoch"], request["invited"]["epoch"]) + 1,
        "id": key("id", 16).hex(),
        "toInvitedKey": key("to-invited").hex(),
        "toInviterKey": key("to-inviter").hex(),
    }
    for role in ("inviter", "invited"):
        signature = bytes.fromhex(request["signatures"][role])
        out[f"{role}Signs"] = frame("vouch/channel/signature/v1", role.encode(), transcript).hex()
        out[f"{role}Mac"] = mac(
            key(f"confirm-{role}"), frame("vouch/channel/confirm/v1", transcript, signature)
        ).hex()
    return out


def quarter(x, a, b, c, d):
    for one, two, three, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        x[one] = (x[one] + x[two]) & 0xFFFFFFFF
        turned = x[three] ^ x[one]
        x[three] = ((turned << by) | (turned >> (32 - by))) & 0xFFFFFFFF


def rounds(state):
    x = list(state)
    for _ in range(10):
        for at in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
            quarter(x, *at)
        for at in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(x, *at)
    return x


SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def hchacha20(key, nonce):
    x = rounds([*SIGMA, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce)])
    return struct.pack("<8I", *x[:4], *x[12:])


def chacha20_block(key, counter, nonce):
    state = [*SIGMA, *struct.unpack("<8I", key), counter, *struct.unpack("<3I", nonce)]
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(rounds(state), state)))


def poly1305(key, data):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    s, total = int.from_bytes(key[16:], "little"), 0
    for at in range(0, len(data), 16):
        total = (total + int.from_bytes(data[at : at + 16] + b"\x01", "little")) * r % ((1 << 130) - 5)
    return ((total + s) & ((1 << 128) - 1)).to_bytes(16, "little")


def xchacha20(key, nonce, data):
    """draft-irtf-cfrg-xchacha-03. The one-time key of Poly1305, and the data turned."""
    inner, short = hchacha20(key, nonce[:16]), b"\0" * 4 + nonce[16:]
    out = bytearray()
    for at in range(0, len(data), 64):
        stream = chacha20_block(inner, 1 + at // 64, short)
        out += bytes(a ^ b for a, b in zip(data[at : at + 64], stream))
    return chacha20_block(inner, 0, short)[:32], bytes(out)


def tag_of(one_time, text, aad):
    def even(data):
        return data + b"\0" * (-len(data) % 16)

    return poly1305(one_time, even(aad) + even(text) + struct.pack("<QQ", len(aad), len(text)))


# version, channel id, message id, epoch, counter, heard, expiry, kind, prekey id, ciphertext
HEADER = struct.Struct(">B16s16sIQQQB16s1120s")


def keys_of_envelope(key, channel, shared, header):
    mac_key = hkdf_expand(key, frame("vouch/channel/envelope-mac/v1"), 32)
    secret = hkdf_extract(channel, frame("vouch/channel/message-secret/v1", key, shared))
    return mac_key, hkdf_expand(secret, frame("vouch/channel/message/v1", header), 32)


def seal(key, shared, fields, nonce, body):
    header = HEADER.pack(*fields)
    mac_key, message_key = keys_of_envelope(key, fields[1], shared, header)
    size = next(size for size in (1024, 4096, 12288) if len(body) + 4 <= size)
    plain = (struct.pack(">I", len(body)) + body).ljust(size, b"\0")
    one_time, text = xchacha20(message_key, nonce, plain)
    coded = header + nonce + text + tag_of(one_time, text, header)
    return coded + mac(mac_key, coded)


def envelope(request):
    data, key = bytes.fromhex(request["envelope"]), bytes.fromhex(request["key"])
    shared = bytes.fromhex(request["shared"])
    coded, code = data[:-32], data[-32:]
    header, nonce, sealed = coded[: HEADER.size], coded[HEADER.size : HEADER.size + 24], coded[HEADER.size + 24 :]
    version, channel, message, epoch, counter, heard, expiry, kind, prekey, _ = HEADER.unpack(header)
    mac_key, message_key = keys_of_envelope(key, channel, shared, header)
    if not hmac.compare_digest(code, mac(mac_key, coded)):
        return {"error": "code"}
    text, tag = sealed[:-16], sealed[-16:]
    one_time, plain = xchacha20(message_key, nonce, text)
    if not hmac.compare_digest(tag, tag_of(one_time, text, header)):
        return {"error": "tag"}
    (length,) = struct.unpack(">I", plain[:4])
    return {
        "version": version,
        "channel": channel.hex(),
        "id": message.hex(),
        "epoch": epoch,
        "counter": counter,
        "heard": heard,
        "expiresAt": expiry,
        "kind": kind,
        "prekey": prekey.hex(),
        "messageKey": message_key.hex(),
        "padded": len(plain),
        "body": plain[4 : 4 + length].hex(),
    }


def prekey(request):
    return {"id": sha256(frame("vouch/channel/prekey/v1", bytes.fromhex(request["key"])))[:16].hex()}


def run(request: dict) -> dict:
    """`what` is one of handshake, envelope, prekey; the rest is what that one reads."""
    return {"handshake": handshake, "envelope": envelope, "prekey": prekey}[request["what"]](request["given"])


def golden():
    """Requests made of nothing but hashes, with their answers. The keys and ciphertexts are of the right length only:
    the schedule hashes them and does not look inside."""

    def some(label, length):
        return hkdf_expand(sha256(b"vouch golden"), label.encode(), length)

    cases = []
    for turn, (inviter_epoch, invited_epoch) in enumerate([(0, 0), (3, 7), (0xFFFFFFFE, 1)]):
        def one_hello(role, epoch):
            lengths = {"identity": 33, "ephemeral": 1216, "nonce": 32}
            return {
                **{name: some(f"{turn} {role} {name}", length).hex() for name, length in lengths.items()},
                "epoch": epoch,
            }

        cases.append({"what": "handshake", "given": {
            "inviter": one_hello("inviter", inviter_epoch),
            "invited": one_hello("invited", invited_epoch),
            "toInvited": some(f"{turn} to-invited", 1120).hex(),
            "toInviter": some(f"{turn} to-inviter", 1120).hex(),
            "secrets": {
                name: some(f"{turn} secret {name}", 32).hex() for name in ("toInvited", "toInviter", "identities")
            },
            "signatures": {role: some(f"{turn} {role} signature", 64).hex() for role in ("inviter", "invited")},
        }})
    for turn, (length, kind) in enumerate([(0, 0), (1020, 0), (1021, 0), (7, 1), (4092, 2)]):
        key, shared = some(f"{turn} key", 32), some(f"{turn} shared", 32) if kind else b""
        prekey_id, ciphertext = (some(f"{turn} prekey", 16), some(f"{turn} ciphertext", 1120)) if kind else (b"", b"")
        fields = [1, some(f"{turn} channel", 16), some(f"{turn} id", 16), 1 + turn, 1 + 300 * turn, 0]
        fields += [1_800_000_000_000 + turn, kind, prekey_id, ciphertext]
        sealed = seal(key, shared, fields, some(f"{turn} nonce", 24), some(f"{turn} body", length) if length else b"")
        cases.append({"what": "envelope", "given": {
            "envelope": sealed.hex(), "key": key.hex(), "shared": shared.hex(),
        }})
    cases.append({"what": "prekey", "given": {"key": some("prekey", 1216).hex()}})
    return [{**case, "answer": run(case)} for case in cases]


if __name__ == "__main__":
    json.dump(golden() if sys.argv[1:] == ["golden"] else run(json.load(sys.stdin)), sys.stdout, indent=1)
    print()
