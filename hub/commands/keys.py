"""Who may sign. Every change makes a new version of the trust document, signed by the root; keys
need not live on the hub: `make` one anywhere, `add` only its public half.
签名密钥与信任文件：密钥可在任何电脑上生成，只把公钥加入中心服务器。"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from hub.commands.releasing import keys_in, language_of, telling

ROLES = ("root", "release", "assignment")
MADE = {
    "zh": "私钥：{path}（妥善保管，勿外传）\n公钥：{path}.pub\n编号：{id}",
    "en": "private: {path} (keep it to yourself)\npublic:  {path}.pub\nid:      {id}",
}
CHANGED = {
    "zh": "信任文件现为第 {version} 版，各工位下次联系时更新",
    "en": "The trust document is now version {version}; stations take it at their next contact",
}
LACKING = {
    "zh": "以下发布包的签名数量已不足，请补签：",
    "en": "These releases no longer have enough signatures:",
}
SIGNED = {
    "zh": "已签名：{code} 版本 {revision}，发布包 {release}",
    "en": "signed: {code} revision {revision}, release {release}",
}


def add(subparsers: Any) -> None:
    parser: ArgumentParser = subparsers.add_parser(
        "keys",
        help="who may sign 签名密钥",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    what = parser.add_subparsers(metavar="WHAT", required=True)
    _add_make(what)
    _add_changes(what)
    listing = what.add_parser("list", help="every key and what it may sign 列出密钥")
    listing.set_defaults(run=_list)
    sign = what.add_parser("sign", help="sign an exported release, anywhere 异地签名")
    sign.add_argument("envelope", metavar="FILE", type=Path)
    sign.add_argument("--key", metavar="FILE", type=Path, action="append", required=True)
    sign.add_argument("--out", metavar="FILE", type=Path, help="else FILE itself 默认写回原文件")
    sign.set_defaults(run=_sign)


def _add_make(what: Any) -> None:
    make = what.add_parser("make", help="a new key pair 生成密钥对")
    make.add_argument("out", metavar="OUT", type=Path)
    make.set_defaults(run=_make)


def _add_changes(what: Any) -> None:
    more = what.add_parser("add", help="let a key sign 增加密钥")
    more.add_argument("public", metavar="PUBLIC", help="its .pub file, or what stands in it")
    more.add_argument("--name", default="", help="whose it is 持有人")
    fewer = what.add_parser("remove", help="let a key sign no longer 移除密钥")
    fewer.add_argument("id", metavar="ID")
    threshold = what.add_parser("threshold", help="how many must sign 需要几人签名")
    threshold.add_argument("role", choices=ROLES)
    threshold.add_argument("number", metavar="N", type=int)
    for it, run in ((more, _add), (fewer, _remove), (threshold, _threshold)):
        it.add_argument(
            "--key", metavar="FILE", type=Path, action="append",
            help="a root key that is not on this hub 不在本机上的根密钥",
        )  # fmt: skip
        it.set_defaults(run=run)
    for it in (more, fewer):
        it.add_argument("--role", choices=ROLES, required=True)


@telling
def _make(args: Namespace) -> int:
    from hub.releases.keyring import make_key

    key = make_key(args.out)
    print(MADE[language_of(args)].format(path=args.out, id=key.id))
    return 0


@telling
def _add(args: Namespace) -> int:
    from hub.releases import trust

    path = Path(args.public)
    public = path.read_text(encoding="utf-8") if path.is_file() else args.public
    return _told(trust.add_key(args.role, public, args.name, *keys_in(args.key)).version, args)


@telling
def _remove(args: Namespace) -> int:
    from hub.releases import trust

    return _told(trust.remove_key(args.role, args.id, *keys_in(args.key)).version, args)


@telling
def _threshold(args: Namespace) -> int:
    from hub.releases import trust

    changed = trust.set_threshold(args.role, args.number, *keys_in(args.key))
    return _told(changed.version, args)


def _told(version: int, args: Namespace) -> int:
    from hub.releases.publishing import waiting_for_approval

    language = language_of(args)
    print(CHANGED[language].format(version=version))
    lacking = [it for it in waiting_for_approval() if it.approved_at]
    if lacking:
        print(LACKING[language])
        print("\n".join(f"  {it.code}/{it.revision}" for it in lacking))
    return 0


@telling
def _list(args: Namespace) -> int:
    from hub.releases import trust
    from hub.releases.keyring import own_keys
    from hub.releases.models import KeyName

    told, own = trust.document(), own_keys()
    names = dict(KeyName.objects.values_list("key", "name"))
    here = {"zh": "（在本机）", "en": " (on this hub)"}[language_of(args)]
    for role in ROLES:
        signing = getattr(told, role)
        print(f"{role}: {signing.threshold} / {len(signing.keys)}")
        for key in signing.keys:
            print(f"  {key} {names.get(key, '')}{here if key in own else ''}")
    return 0


@telling
def _sign(args: Namespace) -> int:
    """Anywhere: neither database nor hub is needed."""
    from sop.signing import canonical_bytes, peek, seal_again
    from sop.wire.documents import PAYLOAD_RELEASE, Manifest

    envelope = args.envelope.read_bytes()
    manifest = peek(envelope, PAYLOAD_RELEASE, Manifest)
    signed = canonical_bytes(seal_again(envelope, *keys_in(args.key)))
    (args.out or args.envelope).write_bytes(signed)
    print(
        SIGNED[language_of(args)].format(
            code=manifest.code, revision=manifest.revision, release=manifest.release
        )
    )
    return 0
