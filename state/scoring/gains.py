"""Gains: what a customer is promised, by the words for it, and whose business it is (提高篇 八, 九 4)."""

import re
from collections.abc import Mapping
from typing import Literal

from state.content.terms import Lang, Role

Gain = Literal["ease", "output", "cost", "quality", "risk", "growth"]
"""Lighter work; more made in the time; money; quality and image; less risk; more business."""

CARES: Mapping[Role, frozenset[Gain]] = {
    "user": frozenset(("ease", "quality")),
    "production": frozenset(("output", "quality", "ease", "risk")),
    "purchasing": frozenset(("cost", "risk")),
    "management": frozenset(("cost", "output", "growth", "risk")),
    "owner": frozenset(("cost", "growth", "risk")),
}
"""What each of the handbook's five listeners is answerable for, and so listens for."""

_WORDS: Mapping[Lang, Mapping[Gain, str]] = {
    "zh": {
        "ease": r"省力|省事|轻松|好用|好操作|好上手|上手|方便|加班|少跑|不用盯|不用守|操作简单|安全",
        "output": r"效率|产量|产能|节拍|多[出干做产割加跑]|提速|更快"
        r"|快[一二两三四五六七八九十\d]|分钟一件|换型|停机|停线|开动率|周转"
        r"|[省少].{0,6}(分钟|小时|钟头|工时|时间|人手)|一班|每班",
        "cost": r"成本|费用|回本|本钱|利润|毛利|挣|赚|划算|省钱|开支|预算|花销|月供|现金"
        r"|[\d一二两三四五六七八九十百千]+来?多?[块元万]"
        r"|[省少].{0,6}(钱|块|元|万|费|人工|电)",
        "quality": r"质量|品质|精度|合格率|良率|良品|废品|报废|次品|不良|返工|返修"
        r"|一致性|光洁度|光滑|稳定|公差|尺寸|CPK|形象|口碑|档次",
        "risk": r"风险|放心|省心|踏实|安心|保障|有底|索赔|罚款|扣款|违约"
        r"|交期|交货|按时|准时|断供|事故|交代|担责|背锅|兜底",
        "growth": r"订单|接单|新客户|大客户|扩大|业务|市场|中标|份额|扩产|生意|接.{0,4}[活单]|新活",
    },
    "en": {
        "ease": r"easi\w+|easy|simpler?|lighter|overtime|by hand|heavy lifting|babysit\w*|user.friendly|safer|safety",
        "output": r"output|throughput|capacity|cycle|productiv\w+"
        r"|faster|quicker|speed|uptime|downtime|change-?overs?|set-?ups?"
        r"|unattended|overnight|lights.out|(per|a|each|every) (shift|day|night)|(more|extra) \w+ (a|per|each|every)"
        r"|(minutes?|hours?|seconds?) (a|per|off|less|saved|back)",
        "cost": r"costs?|savings?|cheap\w*|money|payback|pays? (back|for itself|off)"
        r"|paid back|profit\w*|margins?|cash|budget|[£$€] ?\d",
        "quality": r"quality|scrap|rejects?|rework|toleran\w+|accura\w+|precis\w+|consisten\w+"
        r"|finish|(hold|holds|holding|in|on) size"
        r"|microns?|cpk|repeatab\w+|reputation|image",
        "risk": r"risks?|peace of mind|on time|late|deliver\w*|penalt\w+|covered|stranded"
        r"|break\s?downs?|reliab\w+|sleep|worr\w+"
        r"|answer for|safe bet|secure",
        "growth": r"orders|contracts?|customers|win|bids?|new work|grow\w*|market|new business",
    },
}  # fmt: skip
_KNOWN: Mapping[Lang, Mapping[Gain, re.Pattern[str]]] = {
    "zh": {gain: re.compile(words) for gain, words in _WORDS["zh"].items()},
    "en": {gain: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for gain, words in _WORDS["en"].items()},
}


def gains_in(words: str, lang: Lang) -> frozenset[Gain]:
    """The gains that these words speak of; none where they use no word that is known for any."""
    return frozenset(gain for gain, known in _KNOWN[lang].items() if known.search(words))


def speaks_to(gains: frozenset[Gain], role: Role | None) -> bool | None:
    """Whether any of these gains is this listener's business; None if neither can be told."""
    return bool(gains & CARES[role]) if role is not None and gains else None
