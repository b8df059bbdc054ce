"""What a device and its system are called, as their makers write them."""

from __future__ import annotations

import re

from bot.memory.registry import Registry
from bot.memory.spelling import fold

_OS = {
    "ios": "iOS", "ipados": "iPadOS", "android": "Android", "windows": "Windows", "win": "Windows",
    "macos": "macOS", "mac os": "macOS",
    "mac": "macOS", "mac os x": "macOS", "os x": "macOS", "linux": "Linux", "ubuntu": "Ubuntu", "debian": "Debian",
    "fedora": "Fedora", "linux mint": "Linux Mint", "chromeos": "ChromeOS", "chrome os": "ChromeOS",
    "rocky linux": "Rocky Linux", "almalinux": "AlmaLinux", "alma linux": "AlmaLinux", "nixos": "NixOS",
    "opensuse": "openSUSE", "suse": "SUSE", "manjaro": "Manjaro", "arch linux": "Arch Linux", "centos": "CentOS",
    "rhel": "RHEL", "red hat": "Red Hat", "oracle linux": "Oracle Linux", "amazon linux": "Amazon Linux",
    "gentoo": "Gentoo", "kali linux": "Kali Linux", "pop!_os": "Pop!_OS", "zorin os": "Zorin OS",
    "freebsd": "FreeBSD", "openbsd": "OpenBSD", "raspberry pi os": "Raspberry Pi OS", "steamos": "SteamOS",
    "harmonyos": "HarmonyOS", "sonoma": "macOS Sonoma", "sequoia": "macOS Sequoia", "ventura": "macOS Ventura",
    "monterey": "macOS Monterey",
}  # fmt: skip
_SYSTEM = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_OS, key=len, reverse=True)))})(?![a-z])")


def system(words: str, _registry: Registry) -> str | None:
    small = " ".join(words.lower().strip(" .").split())
    found = _SYSTEM.match(small)
    if found is None:
        return None
    name = found[0]
    release = small[len(name) :].strip()
    return f"{_OS[name]} {release.title()}" if release else _OS[name]


_SPELT = {
    "iphone": "iPhone", "i-phone": "iPhone", "ipad": "iPad", "macbook": "MacBook", "imac": "iMac", "airpods": "AirPods",
    "thinkpad": "ThinkPad", "ideapad": "IdeaPad", "oneplus": "OnePlus", "hp": "HP", "xps": "XPS", "se": "SE",
    "fe": "FE",
    "tp-link": "TP-Link", "deskjet": "DeskJet", "laserjet": "LaserJet", "officejet": "OfficeJet", "zte": "ZTE",
    "tcl": "TCL",
    "zenbook": "ZenBook", "elitebook": "EliteBook", "probook": "ProBook", "poco": "POCO",
}  # fmt: skip


def model(words: str, _registry: Registry) -> str | None:
    """A device as its maker writes it: "iphone 14 pro" is an iPhone 14 Pro."""
    small = re.sub(r"(?:avm )?fritz ?!? ?box", "fritzbox", words.strip(" .,").lower())
    parts = re.sub(r"(?<=phone)(?=\d)", " ", small).split()
    kept = [part.removesuffix("s") if part in ("iphones", "ipads", "macbooks", "imacs") else part for part in parts]
    return " ".join(_SPELT.get(part) or _cased(part) for part in kept) or None


_ROMAN = re.compile(r"(?=[ivx])(?:i{2,3}|i?v|vi|x)")


def _cased(part: str) -> str:
    return part.upper() if _ROMAN.fullmatch(part) or any(sign.isdigit() for sign in part) else part.capitalize()


BOX = (
    r"(?:routeurs?|routers?|modems?|box|hubs?|repeater|répéteur|repetidor|mesh|extender|decoder|decodificador|décodeur|"
    r"receiver|receptor|gateway|hotspot|dongle|borne|access point|set-top box|drucker|printer|impresora|imprimante|"
    r"kartenleser|card reader|lector|terminal)"
)
"""What stands at home or on a counter and talks to the net, called by what it is."""
IS_BOX = re.compile(fold(BOX), re.IGNORECASE)


def device(words: str) -> bool:
    """Return whether words name a make of phone or computer."""
    return bool(_DEVICE.match(words))


AT_HOME = r"(?:avm )?fritz ?!? ?box|speedport|easybox|homebox|connect ?box|livebox|freebox|bbox"
"""Boxes that internet firms put into homes, by their family."""
_DEVICE = re.compile(
    r"(?:i-?phone|ipad|macbook|imac|mac|apple|google|pixel|samsung|galaxy|fairphone|nothing phone|oneplus|xiaomi|redmi|"
    r"poco|huawei|tecno|infinix|zte|hisense|tcl|(?:epson )?(?:workforce|ecotank)|epson|"
    r"(?:hp )?(?:envy|deskjet|laserjet|officejet)|pixma|(?:tp-link )?archer|netgear|fire (?:tv )?stick|chromecast|roku|"
    r"kobo|tolino|razer|"
    r"honor|oppo|realme|nokia|motorola|moto|sony|xperia|lenovo|thinkpad|ideapad|dell|xps|latitude|microsoft|surface|"
    rf"hp|elitebook|asus|zenbook|acer|chromebook|kindle|steam deck|framework|{AT_HOME})\b",
    re.IGNORECASE,
)


def any_device(words: str, registry: Registry) -> str | None:
    """A system or a make of device; what the bot asked for tells which."""
    return system(words, registry) or (model(words, registry) if device(words.strip()) else None)


def make(words: str, registry: Registry) -> str | None:
    """A make of device, and no system that runs on it."""
    return None if system(words, registry) else any_device(words, registry)
