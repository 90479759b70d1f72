"""Write ONNX models byte by byte: a graph of named tensors in the protobuf wire format.

ONNX is a handful of nested protobuf messages (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto;
field numbers below are from there). Writing those few takes less than the package that knows all.
"""

import struct
from collections.abc import Mapping, Sequence

#: Kinds of numbers, of TensorProto.DataType.
FLOAT, INT64, FLOAT16 = 1, 7, 10
_FLOAT_ATTRIBUTE, _INT_ATTRIBUTE = 1, 2
_IN_ANOTHER_FILE = 1
_IR_VERSION = 9


def node(
    kind: str,
    inputs: Sequence[str],
    output: str,
    domain: str,
    attributes: Mapping[str, float],
) -> bytes:
    """Return a NodeProto: an operator, the tensors it takes and the one it gives.

    Args:
        kind: The operator.
        inputs: Names of tensors.
        output: Name of the tensor that it makes.
        domain: Whose operator it is; "" for one of ONNX itself.
        attributes: Its settings: whole numbers, or floating-point ones.
    """
    parts = [_text(1, name) for name in inputs]
    parts += [_text(2, output), _text(4, kind)]
    parts += [_message(5, _attribute(name, value)) for name, value in attributes.items()]
    return b"".join([*parts, _text(7, domain)])


def stored_tensor(
    name: str, kind: int, shape: Sequence[int], file: str, start: int, length: int
) -> bytes:
    """Return a TensorProto whose bytes stand in another file, from ``start`` on."""
    place = {"location": file, "offset": str(start), "length": str(length)}
    parts = [_number(1, side) for side in shape]
    parts += [_number(2, kind), _text(8, name)]
    parts += [_message(13, _text(1, key) + _text(2, value)) for key, value in place.items()]
    return b"".join([*parts, _number(14, _IN_ANOTHER_FILE)])


def whole_numbers(name: str, values: Sequence[int]) -> bytes:
    """Return a TensorProto of whole numbers, of one dimension."""
    data = struct.pack(f"<{len(values)}q", *values)
    return b"".join([_number(1, len(values)), _number(2, INT64), _text(8, name), _message(9, data)])


def port(name: str, kind: int, *shape: str) -> bytes:
    """Return a ValueInfoProto: what a graph takes or gives, its sides by name."""
    sides = b"".join(_message(1, _text(2, side)) for side in shape)
    return _text(1, name) + _message(2, _message(1, _number(1, kind) + _message(2, sides)))


def model(
    nodes: Sequence[bytes],
    tensors: Sequence[bytes],
    takes: Sequence[bytes],
    gives: Sequence[bytes],
    operators: Mapping[str, int],
) -> bytes:
    """Return a ModelProto.

    Args:
        nodes: The operators, in the order in which they are run.
        tensors: The constants.
        takes: The ports of the inputs.
        gives: The ports of the outputs.
        operators: Domains of operators, and the version of each.
    """
    graph = [_message(1, one) for one in nodes]
    graph += [_text(2, "embedder")]
    graph += [_message(5, one) for one in tensors]
    graph += [_message(11, one) for one in takes] + [_message(12, one) for one in gives]
    versions = (_text(1, domain) + _number(2, version) for domain, version in operators.items())
    sets = [_message(8, one) for one in versions]
    return b"".join([_number(1, _IR_VERSION), *sets, _message(7, b"".join(graph))])


def _attribute(name: str, value: float) -> bytes:
    """Return an AttributeProto."""
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _INT_ATTRIBUTE)
    real = _varint(2 << 3 | 5) + struct.pack("<f", value)
    return _text(1, name) + real + _number(20, _FLOAT_ATTRIBUTE)


def _varint(number: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first; all but the last are marked."""
    number &= (1 << 64) - 1
    groups = bytearray()
    while number > 127:
        groups.append(number & 127 | 128)
        number >>= 7
    return bytes([*groups, number])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode()) if text else b""


def _message(field: int, body: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(body)) + body
