"""Another client of sealed reports, written from docs/report-format.md alone: Python's standard library and libsodium.

    outsider.py vectors FILE                 opens every test vector; ends with 1 where one does not open
    outsider.py send ADDRESS TEXT FILE       sends a report with a file; prints {"report", "words"}
    outsider.py read ADDRESS WORDS           prints the desk's answers
"""

import base64
import ctypes
import ctypes.util
import hashlib
import json
import os
import pathlib
import secrets
import sys
import unicodedata
import urllib.request

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
if sodium.sodium_init() < 0:
    raise SystemExit("libsodium does not start")


class Refused(Exception):
    pass


def call(name, *arguments):
    if getattr(sodium, name)(*arguments) != 0:
        raise Refused(name)


def room(size):
    return ctypes.create_string_buffer(size)


def size_of(value):
    return ctypes.c_ulonglong(value)


def digest(data, key=b""):
    return hashlib.blake2b(data, digest_size=32, key=key).digest()


def to_text(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_text(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def u32(number):
    return number.to_bytes(4, "little")


def padme(length):
    exponent = length.bit_length() - 1
    step = 1 << (exponent - (exponent.bit_length()))
    return (length + step - 1) // step * step


# ---- keys ----
def public_of(private):
    out = room(32)
    call("crypto_scalarmult_base", out, private)
    return out.raw


def pair_from(seed):
    public, private = room(32), room(32)
    call("crypto_box_seed_keypair", public, private, seed)
    return public.raw, private.raw


def stretch(password, salt, size=32, operations=4, memory=128 << 20):
    out = room(size)
    call("crypto_pwhash", out, size_of(size), password, size_of(len(password)), salt, size_of(operations),
         ctypes.c_size_t(memory), 2)
    return out.raw


def derive(master, number):
    out = room(32)
    call("crypto_kdf_derive_from_key", out, ctypes.c_size_t(32), ctypes.c_uint64(number), b"vreceipt", master)
    return out.raw


def receipt_of(words, salt):
    spoken = " ".join(unicodedata.normalize("NFC", word).lower() for word in words)
    master = stretch(spoken.encode(), salt)
    return derive(master, 1), pair_from(derive(master, 2)), master


def sealed_for(data, public):
    out = room(len(data) + 48)
    call("crypto_box_seal", out, data, size_of(len(data)), public)
    return out.raw


def unsealed(data, public, private):
    out = room(len(data) - 48)
    call("crypto_box_seal_open", out, data, size_of(len(data)), public, private)
    return out.raw


# ---- letters ----
REPORT, ADDITION, ANSWER, NOTE = 1, 2, 3, 4


def associated(kind, report, number, previous, head):
    return b"vestnik letter 1" + bytes([kind]) + report + u32(number) + previous + head


def seal_report(content, report, desk):
    text = json.dumps(content, ensure_ascii=False).encode()
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(24)
    head = b"VL1" + bytes([REPORT]) + digest(desk)[:8] + sealed_for(key, desk)
    padded = (u32(len(text)) + text).ljust(padme(max(1024, 4 + len(text))), b"\0")
    data = associated(REPORT, report, 0, bytes(32), head)
    body, written = room(len(padded) + 16), size_of(0)
    call("crypto_aead_xchacha20poly1305_ietf_encrypt", body, ctypes.byref(written), padded, size_of(len(padded)),
         data, size_of(len(data)), None, nonce, key)
    return head + nonce + body.raw


def open_letter(letter, report, number, previous, own, other=None):
    kind = letter[3]
    if letter[:3] != b"VL1" or not 1 <= kind <= 4:
        raise Refused("no letter")
    public, private = own
    body = letter
    if kind in (ADDITION, ANSWER):
        body, nonce, box = letter[:-72], letter[-72:-48], letter[-48:]
        proof = room(32)
        call("crypto_box_open_easy", proof, box, size_of(48), nonce, other, private)
        if proof.raw != digest(body):
            raise Refused("not from the other side")
    seals = 2 if kind == ANSWER else 1
    head, rest = body[: 12 + 80 * seals], body[12 + 80 * seals:]
    for at in range(seals):
        try:
            key = unsealed(head[12 + 80 * at: 92 + 80 * at], public, private)
            break
        except Refused:
            key = None
    if key is None:
        raise Refused("sealed for somebody else")
    nonce, box = rest[:24], rest[24:]
    data = associated(kind, report, number, previous, head)
    padded, read = room(len(box) - 16), size_of(0)
    call("crypto_aead_xchacha20poly1305_ietf_decrypt", padded, ctypes.byref(read), None, box, size_of(len(box)),
         data, size_of(len(data)), nonce, key)
    length = int.from_bytes(padded.raw[:4], "little")
    return json.loads(padded.raw[4: 4 + length])


# ---- files ----
PIECE, FINAL = 65536, 3


def seal_file(data, key, report, number):
    about = b"vestnik file 1" + report + u32(number)
    padded = data.ljust(padme(max(4096, len(data))), b"\0")
    state, header = room(sodium.crypto_secretstream_xchacha20poly1305_statebytes()), room(24)
    call("crypto_secretstream_xchacha20poly1305_init_push", state, header, key)
    out = header.raw
    for at in range(0, len(padded), PIECE):
        piece = padded[at: at + PIECE]
        sealed = room(len(piece) + 17)
        call("crypto_secretstream_xchacha20poly1305_push", state, sealed, None, piece, size_of(len(piece)), about,
             size_of(len(about)), ctypes.c_ubyte(FINAL if at + PIECE >= len(padded) else 0))
        out += sealed.raw
    return out


def open_file(sealed, size, key, report, number):
    about = b"vestnik file 1" + report + u32(number)
    state = room(sodium.crypto_secretstream_xchacha20poly1305_statebytes())
    call("crypto_secretstream_xchacha20poly1305_init_pull", state, sealed[:24], key)
    out, at, tag = b"", 24, ctypes.c_ubyte(0)
    while at < len(sealed):
        piece = sealed[at: at + PIECE + 17]
        opened = room(len(piece) - 17)
        call("crypto_secretstream_xchacha20poly1305_pull", state, opened, None, ctypes.byref(tag), piece,
             size_of(len(piece)), about, size_of(len(about)))
        out += opened.raw
        at += len(piece)
        if (tag.value == FINAL) != (at == len(sealed)):
            raise Refused("it ends in the wrong place")
    if tag.value != FINAL:
        raise Refused("cut off")
    return out[:size]


# ---- the desk's key ----
def open_wrapped(wrapped, passphrase, member="", passkey=None):
    """Version 1 and 2, and a passkey's answer beside version 2."""
    if wrapped["v"] == 1:
        key = stretch(passphrase.encode(), from_text(wrapped["salt"]), 32, wrapped["operations"], wrapped["memory"])
        out, box = room(32), from_text(wrapped["box"])
        call("crypto_secretbox_open_easy", out, box, size_of(len(box)), from_text(wrapped["nonce"]), key)
        return out.raw
    entry = wrapped
    if passkey is None:
        seed = stretch(passphrase.encode(), from_text(wrapped["salt"]), 32, wrapped["operations"], wrapped["memory"])
    else:
        seed = digest(b"vestnik passkey 2", key=passkey)
    public, private = pair_from(seed)
    if passkey is not None:
        entry = next(each for each in wrapped["passkeys"] if from_text(each["public"]) == public)
    if from_text(entry["public"]) != public:
        raise Refused("another passphrase")
    desk = unsealed(from_text(entry["sealed"]), public, private)
    if digest(b"vestnik member 2" + public + member.encode(), key=desk) != from_text(entry["voucher"]):
        raise Refused("nobody has let this member in")
    return desk


def note_voucher(note, report, number, desk):
    name = note["by"].encode()
    told = b"vestnik note 1" + report + number.to_bytes(4, "little") + len(name).to_bytes(4, "little") + name
    return digest(told + note["text"].encode(), key=desk)


def succession(public, former):
    return digest(b"vestnik succession 2" + public, key=former)


def zero_bits(data):
    return len(data) * 8 - int.from_bytes(data, "big").bit_length()


def is_proof(challenge, number, bits):
    guess = challenge + number.to_bytes(8, "little")
    return zero_bits(stretch(guess, challenge[:16], 16, 1, 1 << 20)) >= bits


# ---- what is done ----
def must_refuse(work, *arguments):
    try:
        work(*arguments)
    except Refused:
        return
    raise SystemExit(f"{work.__name__} took what was changed")


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def vectors(path):
    known = json.loads(pathlib.Path(path).read_text())
    report = bytes.fromhex(known["report"])
    keys = {name: (bytes.fromhex(pair["public"]), bytes.fromhex(pair["private"])) for name, pair in known["keys"].items()}
    for name, pair in keys.items():
        assert public_of(pair[1]) == pair[0], name
    for each in known["letters"]:
        letter, previous = bytes.fromhex(each["letter"]), bytes.fromhex(each["previous"])
        other = keys[each["from"]][0] if "from" in each else None
        own = keys[each["opened_by"]]
        assert open_letter(letter, report, each["number"], previous, own, other) == each["content"], each["name"]
        must_refuse(open_letter, flipped(letter, len(letter) - 100), report, each["number"], previous, own, other)
        must_refuse(open_letter, letter, report, each["number"] + 1, previous, own, other)
        must_refuse(open_letter, letter, report, each["number"], flipped(previous, 0), own, other)
    note = next(each for each in known["letters"] if each["name"] == "note")
    assert note_voucher(note["content"], report, note["number"], keys["desk"][1]) == from_text(note["content"]["voucher"])
    for each in known["files"]:
        sealed, key = bytes.fromhex(each["sealed"]), bytes.fromhex(each["key"])
        data = open_file(sealed, each["size"], key, report, each["number"])
        assert digest(data) == bytes.fromhex(each["bytes"]), each["number"]
        assert len(seal_file(data, key, report, each["number"])) == len(sealed)
        must_refuse(open_file, sealed, each["size"], key, report, each["number"] + 1)
        must_refuse(open_file, flipped(sealed, len(sealed) // 2), each["size"], key, report, each["number"])
    receipt = known["receipt"]
    fetch, pair, master = receipt_of(receipt["words"], bytes.fromhex(receipt["salt"]))
    assert (fetch.hex(), pair[0].hex(), master.hex()) == (receipt["fetch"], receipt["public"], receipt["master"])
    for size, padded in known["padme"]:
        assert size < 2 or padme(size) == padded, size
    desk = known["desk_key"]
    assert open_wrapped(desk["wrapped"], desk["passphrase"]) == keys[desk["opened_by"]][1]
    member = known["member"]
    for how in ({"passphrase": member["passphrase"]}, {"passphrase": "", "passkey": bytes.fromhex(member["passkey_answer"])}):
        assert open_wrapped(member["wrapped"], member=member["name"], **how) == keys["desk"][1]
    must_refuse(lambda: open_wrapped(member["wrapped"], member["passphrase"], "somebody else"))
    change = known["succession"]
    former = {name: bytes.fromhex(key) for name, key in change["former"].items()}
    assert public_of(former["private"]) == former["public"]
    assert change["after"][0]["key"] == digest(former["public"])[:8].hex()
    assert succession(bytes.fromhex(change["next"]), former["private"]) == from_text(change["after"][0]["proof"])
    work = known["work"]
    assert is_proof(from_text(work["challenge"]), work["number"], work["bits"])
    print("every vector opens")


def ask(address, method="GET", data=None, **fields):
    headers = {name.replace("_", "-"): value for name, value in fields.items()}
    request = urllib.request.Request(address, data=data, method=method, headers=headers)
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        return json.loads(body) if body and answer.headers.get_content_type() == "application/json" else None


def send(address, text, path):
    desk = ask(f"{address}/report/desk")
    words_file = pathlib.Path(__file__).parents[2] / "web/report/words/bg.txt"
    known = words_file.read_text().split()
    words = [secrets.choice(known) for _ in range(7)]
    fetch, pair, _ = receipt_of(words, from_text(desk["salt"]))
    report, key, data = secrets.token_bytes(16), secrets.token_bytes(32), pathlib.Path(path).read_bytes()
    content = {"v": 1, "text": text, "language": "bg", "reader": to_text(pair[0]), "files": [
        {"number": 0, "key": to_text(key), "size": len(data), "name": os.path.basename(path),
         "type": "application/octet-stream", "metadata": "unknown", "role": "original"}]}
    letter = seal_report(content, report, from_text(desk["public_key"]))
    challenge = from_text(desk["challenge"])
    number = next(n for n in range(1 << 32) if is_proof(challenge, n, desk["bits"]))
    who = f"Receipt {to_text(fetch)}"
    ask(f"{address}/report/letters", "POST", letter, Authorization=who, Report=report.hex(), Letter="0",
        Work=f"{desk['challenge']}.{number}", Content_Type="application/octet-stream")
    sealed = seal_file(data, key, report, 0)
    ask(f"{address}/report/uploads", "POST", sealed, Authorization=who, Tus_Resumable="1.0.0",
        Upload_Length=str(len(sealed)), Upload_Metadata="number MA==", Content_Type="application/offset+octet-stream")
    print(json.dumps({"report": report.hex(), "words": words}))


def read(address, words):
    desk = ask(f"{address}/report/desk")
    fetch, pair, _ = receipt_of(words.split(), from_text(desk["salt"]))
    thread = ask(f"{address}/report/letters", Authorization=f"Receipt {to_text(fetch)}")
    keys = {each["id"]: from_text(each["public_key"]) for each in thread["keys"]}
    answers, previous = [], bytes(32)
    for each in thread["letters"]:
        if "letter" in each:
            letter = from_text(each["letter"])
            other = keys[letter[4:12].hex()]
            content = open_letter(letter, bytes.fromhex(thread["report"]), each["number"], previous, pair, other)
            answers.append(content["text"])
        previous = from_text(each["digest"])
    print(json.dumps(answers))


if __name__ == "__main__":
    {"vectors": vectors, "send": send, "read": read}[sys.argv[1]](*sys.argv[2:])
