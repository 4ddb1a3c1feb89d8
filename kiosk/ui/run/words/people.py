"""Badge and PIN: who signs, who authorises, who takes over."""

PEOPLE: dict[str, tuple[str, str]] = {
    "signing_title": ("签名", "Signature"),
    "signing_hand_over": ("交接给谁？", "Who goes on?"),
    "scan_badge": ("刷工牌", "Scan the badge"),
    "scan_badge_text": (
        "用扫码枪或相机扫工牌，或输入工号。",
        "Scan your badge, or enter its number.",
    ),
    "badge_number": ("工牌号", "Badge number"),
    "type_badge": ("输入工牌号", "Enter badge number"),
    "not_a_badge": (
        "已忽略 {text}：不是本工位认识的工牌。",
        "{text} was passed over: it is not a badge known here.",
    ),
    "pin_of": ("{badge} 的 PIN", "PIN of {badge}"),
    "other_badge": ("换工牌", "Another badge"),
    "sign_now": ("签名", "Sign"),
    "authorise_now": ("授权", "Authorise"),
    "hand_over_now": ("交接", "Hand over"),
    "go_on": ("继续", "Go on"),
    "hand_over_text": (
        "接手的人刷自己的工牌。此后的操作记在他名下。",
        "Whoever goes on scans their own badge; from then on the record is in their name.",
    ),
    "release_title": ("放行本步", "Release this step"),
    "release_text": ("放行后操作员可以再试。", "The operator may then try again."),
    "deviation_title": ("签偏差", "Sign a deviation"),
    "deviation_text": (
        "本步按现状放行，记录会写明偏差、原因和签名人。",
        "The step stands as it is; the record names deviation, reason and signer.",
    ),
    "contingency_title": ("进入应急流程", "Enter a contingency procedure"),
    "leave_contingency_title": ("提前退出应急流程", "Leave the contingency early"),
    "leave_contingency_text": (
        "还有工步没做完，退出需班组长说明原因。",
        "Steps are left undone; leaving takes a team lead and a reason.",
    ),
    "choose_reason": ("先选原因", "Choose a reason first"),
    "role_operator": ("操作员", "operator"),
    "role_team_lead": ("班组长", "team lead"),
    "role_quality": ("质检员", "quality inspector"),
    "role_inspector": ("检验员", "inspector"),
    "role_verifier": ("复核员", "verifier"),
}
