"""A newer revision, or a withdrawal, in the middle of a run."""

REVISING: dict[str, tuple[str, str]] = {
    "banner_newer": (
        "{new} 版已生效：此件按 {old} 版做完，下一件按 {new} 版。",
        "Revision {new} is in force: this unit is finished under {old}, the next one begins "
        "under {new}.",
    ),
    "banner_anew": (
        "{new} 版已生效：做完本步后，此件须按 {new} 版重新开始。",
        "Revision {new} is in force: after this step the unit begins anew under {new}.",
    ),
    "banner_stops": (
        "{old} 版已撤回：做完本步后作业停下，等班组长。{reason}",
        "Revision {old} is withdrawn: the run stops after this step for a team lead. {reason}",
    ),
    "banner_withdrawn": (
        "{old} 版已撤回：此件做完，之后不得再开工。{reason}",
        "Revision {old} is withdrawn: finish this unit; no other may be begun. {reason}",
    ),
    "banner_lifted": (
        "{old} 版已撤回，班组长已签名放行此件做完。",
        "Revision {old} is withdrawn; a team lead signed for this unit to be finished.",
    ),
    "halted_title": ("停：{old} 版已撤回", "Stop: revision {old} is withdrawn"),
    "halted_text": (
        "{reason}\n请保持现状，叫班组长来。班组长签名后可做完此件；或在“更多”里中止作业。",
        "{reason}\nLeave it as it is and call your team lead, who may sign for this unit to be "
        "finished. Or abort the run under “More”.",
    ),
    "anew_title": ("此件按 {new} 版重新开始", "This unit begins anew under revision {new}"),
    "anew_text": (
        "{new} 版已生效，要求做到一半的件从头做起。已做的记录都保留。",
        "Revision {new} is in force and asks for units half done to be begun again. What was "
        "recorded is kept.",
    ),
    "do_lift": ("班组长签名放行", "Team lead: let it go on"),
    "do_anew": ("按 {new} 版重新开始", "Begin anew under {new}"),
    "lift_title": ("放行已撤回的版本", "Go on under a withdrawn revision"),
    "lift_text": (
        "此件将按已撤回的版本做完，记录会写明原因和签名人。",
        "This unit is finished under the withdrawn revision; the record names reason and signer.",
    ),
    "anew": ("按新版本重新开始", "Begin anew"),
    "superseded": ("按新版本重新开始", "Begun anew under a newer revision"),
    "more_anew": ("此件按现行版本从头做", "This unit again, under the revision in force"),
}
