"""secp256k1 from its definition (SEC 2, 2.4.1) and hashing to it (RFC 9380, secp256k1_XMD:SHA-256_SSWU_RO_).

For checking alone: nothing here is fast or hides its timing. A point is (x, y), infinity is None.
"""

from hashlib import sha256

P = 2**256 - 2**32 - 977
Q = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)


class Refused(Exception):
    """Not an encoding of what it should be."""


def on_curve(x, y):
    return (y * y - x**3 - 7) % P == 0


def add(a, b):
    if a is None:
        return b
    if b is None:
        return a
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(scalar, point):
    total = None
    for bit in bin(scalar % Q)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, point)
    return total


def encode_point(point):
    if point is None:
        raise Refused("infinity has no encoding")
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32, "big")


def decode_point(data):
    if len(data) != 33 or data[0] not in (2, 3):
        raise Refused("not a compressed point")
    x = int.from_bytes(data[1:], "big")
    if x >= P:
        raise Refused("x is not reduced")
    y = pow(x**3 + 7, (P + 1) // 4, P)
    if not on_curve(x, y):
        raise Refused("not on the curve")
    return x, y if y % 2 == data[0] - 2 else P - y


def encode_scalar(scalar):
    return scalar.to_bytes(32, "big")


def decode_scalar(data, least=0):
    scalar = int.from_bytes(data, "big")
    if len(data) != 32 or not least <= scalar < Q:
        raise Refused("not a scalar")
    return scalar


# RFC 9380, section 8.7: the curve E' and the constant Z of the simplified SWU map; appendix E.1: the map from E' to E.
A_ISO = 0x3F8731ABDD661ADCA08A5558F0F5D272E953D363CB6F0E5D405447C01A444533
B_ISO = 1771
Z = -11
X_NUM = (
    0x8E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38DAAAAA8C7,
    0x07D3D4C80BC321D5B9F315CEA7FD44C5D595D2FC0BF63B92DFFF1044F17C6581,
    0x534C328D23F234E6E2A413DECA25CAECE4506144037C40314ECBD0B53D9DD262,
    0x8E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38E38DAAAAA88C,
)
X_DEN = (
    0xD35771193D94918A9CA34CCBB7B640DD86CD409542F8487D9FE6B745781EB49B,
    0xEDADC6F64383DC1DF7C4B2D51B54225406D36B641F5E41BBC52A56612A8C6D14,
    1,
)
Y_NUM = (
    0x4BDA12F684BDA12F684BDA12F684BDA12F684BDA12F684BDA12F684B8E38E23C,
    0xC75E0C32D5CB7C0FA9D0A54B12A0A6D5647AB046D686DA6FDFFC90FC201D71A3,
    0x29A6194691F91A73715209EF6512E576722830A201BE2018A765E85A9ECEE931,
    0x2F684BDA12F684BDA12F684BDA12F684BDA12F684BDA12F684BDA12F38E38D84,
)
Y_DEN = (
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFF93B,
    0x7A06534BB8BDB49FD5E9E6632722C2989467C1BFC8E8D978DFB425D2685C2573,
    0x6484AA716545CA2CF3A70C3FA8FE337E0A3D21162F0D6299A7BF8192BFD2A76F,
    1,
)


def expand_message(message, domain, length):
    """RFC 9380, section 5.3.1, with SHA-256."""
    suffix = domain + bytes([len(domain)])
    first = sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + suffix).digest()
    block = sha256(first + b"\1" + suffix).digest()
    out = block
    for i in range(2, -(-length // 32) + 1):
        block = sha256(bytes(a ^ b for a, b in zip(first, block)) + bytes([i]) + suffix).digest()
        out += block
    return out[:length]


def map_to_curve(u):
    """RFC 9380, section 6.6.2, on E', then the isogeny."""
    t = (Z * Z * pow(u, 4, P) + Z * u * u) % P
    if t == 0:
        x = B_ISO * pow(Z * A_ISO, -1, P) % P
    else:
        x = -B_ISO * pow(A_ISO, -1, P) * (1 + pow(t, -1, P)) % P
    square = (x**3 + A_ISO * x + B_ISO) % P
    if pow(square, (P - 1) // 2, P) == P - 1:
        x = Z * u * u * x % P
        square = (x**3 + A_ISO * x + B_ISO) % P
    y = pow(square, (P + 1) // 4, P)
    if y % 2 != u % 2:
        y = P - y

    def at(coefficients):
        return sum(c * pow(x, i, P) for i, c in enumerate(coefficients)) % P

    if at(X_DEN) == 0 or at(Y_DEN) == 0:
        return None
    return at(X_NUM) * pow(at(X_DEN), -1, P) % P, y * at(Y_NUM) * pow(at(Y_DEN), -1, P) % P


def hash_to_curve(message, domain):
    wide = expand_message(message, domain, 96)
    u0, u1 = (int.from_bytes(part, "big") % P for part in (wide[:48], wide[48:]))
    return add(map_to_curve(u0), map_to_curve(u1))
