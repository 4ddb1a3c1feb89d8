"""A coach beside the operator, what is short for a start, and suggestions."""

LEARNING: dict[str, tuple[str, str]] = {
    "coach_title": ("带教人签名", "The coach signs in"),
    "coach_text": (
        "带教人刷工牌并输入 PIN，全程在旁看护，收工时再签一次。记录会一直标明“带教中”。",
        "The coach signs with badge and PIN, stays beside you, and signs again at the end. The "
        "record says so throughout.",
    ),
    "coach_start": ("带教开工", "Start supervised"),
    "do_coach_sign": ("请带教人签名", "Coach: sign"),
    "coach_sign_title": ("带教人确认", "The coach vouches"),
    "coach_sign_text": (
        "带教人确认：本件全程在我看护下完成。",
        "The coach vouches: all of this was done under my eyes.",
    ),
    "start_short_title": ("还不能独立开工", "Not yet on your own"),
    "start_short_text": (
        "{name}，本作业要求的技能还差：",
        "{name}, this job asks for skills that are still missing:",
    ),
    "skill_needed": ("要求 {needed} 级", "level {needed} needed"),
    "skill_none": ("没有登记", "not on record"),
    "skill_held": ("现有 {held} 级", "you hold level {held}"),
    "skill_expired": ("已于 {date} 到期", "expired on {date}"),
    "start_short_coach": (
        "可以在带教人看护下开工。",
        "You may start with a coach beside you.",
    ),
    "start_short_lead": (
        "请联系班组长安排培训或换人。",
        "Ask your team lead for training, or for somebody else to do it.",
    ),
    "skill_days": ("{skill} 还有 {days} 天", "{skill} in {days} days"),
    "skill_today": ("{skill} 今天到期", "{skill} today"),
    "skill_gone": ("{skill} 已到期", "{skill} has expired"),
    "mine_title": ("{name} 的技能与建议", "{name}: skills and suggestions"),
    "skill_line": ("{skill} · {level} 级", "{skill} · level {level}"),
    "skill_for_ever": ("长期有效", "does not expire"),
    "skill_until": ("有效至 {date}", "until {date}"),
    "skill_runs": ("近 90 天完成 {runs} 件", "{runs} done in the last 90 days"),
    "understood": ("知道了", "Understood"),
}
