"""What the rules of execution say: refusals, and why a check failed. (Chinese, English)

{expected} and {seen} also stand side by side on the screen; the sentences read without them.
"""

EXECUTION: dict[str, tuple[str, str]] = {
    # The run
    "not_started": ("作业尚未开始。", "This run has not been started."),
    "already_started": ("作业已经开始，不能重复开始。", "This run has already been started."),
    "execution_ended": (
        "作业已结束，不能再记录。",
        "This run has ended; nothing more can be recorded.",
    ),
    "execution_halted": (
        "所用版本已撤回，作业停在工步之间。须由班组长签名放行，或中止作业。",
        "The revision was withdrawn and the run stands still between two steps. A team lead must "
        "sign for it to go on, or it is aborted.",
    ),
    "not_halted": ("作业没有停下。", "This run does not stand still."),
    "halt_was_lifted": (
        "班组长已放行此作业，不再停下。",
        "A team lead has let this run go on; it is not halted again.",
    ),
    "step_half_done": (
        "本工步做到一半，做完后作业才停下。",
        "The step is half done; the run stands still after it.",
    ),
    "newer_revision": (
        "{expected} 版已生效：此件须按 {expected} 版重新开始，不能再按 {seen} 版继续。",
        "Revision {expected} has taken over: this unit begins anew under it and no longer goes on "
        "under {seen}.",
    ),
    "execution_paused": ("作业已暂停，请先继续。", "This run is paused. Resume it first."),
    "not_paused": ("作业没有暂停。", "This run is not paused."),
    "not_the_operator": (
        "当前操作员是 {expected}，不是 {seen}。请先交接。",
        "{expected} is working on this run, not {seen}. Hand it over first.",
    ),
    "already_operator": (
        "{seen} 已经是当前操作员。",
        "{seen} is working on this run already.",
    ),
    "reason_missing": ("请填写原因。", "Give a reason."),
    "role_missing": (
        "{name} 没有所需的角色：{expected}。",
        "{name} does not hold the role this takes: {expected}.",
    ),
    "lead_missing": (
        "还有工步未完成，需要班组长授权并说明原因。",
        "Steps are left undone: this takes a team lead and a reason.",
    ),
    "steps_left": (
        "还有工步未完成：{expected}。",
        "Not everything is done yet: {expected}.",
    ),
    "exception_already_raised": (
        "该异常已经上报。",
        "This exception has already been raised.",
    ),
    # Exceptions
    "execution_held": (
        "异常未处置，作业停住。须由班组长处置后继续。",
        "An exception holds this run. It goes on once a team lead has disposed of it.",
    ),
    "station_stopped": (
        "本工位因异常停线，所有作业停住。须由班组长处置后继续。",
        "An exception stopped this station; no run goes on or starts. A team lead must dispose of "
        "it first.",
    ),
    "unknown_exception": ("没有这个异常：{seen}。", "There is no such exception: {seen}."),
    "exception_answered": (
        "{seen} 已经响应此异常。",
        "{seen} has answered this call already.",
    ),
    "answers_own_call": (
        "{seen} 是呼叫人，须由他人响应。",
        "{seen} made this call; somebody else answers it.",
    ),
    "already_escalated": (
        "已经升级通知：{seen}。",
        "This has gone on to {seen} already.",
    ),
    "exception_disposed": (
        "此异常已经处置。",
        "This exception has been disposed of already.",
    ),
    "no_run_for_it": (
        "此异常不属于任何作业，不能返工或报废。",
        "This exception belongs to no run; there is nothing to rework or scrap.",
    ),
    "rework_step_missing": ("请选择返工到哪个工步。", "Choose the step to go back to."),
    "note_empty": ("请填写备注或添加照片。", "Write a note or add a photograph."),
    # The order of a run
    "order_incomplete": (
        "须列出全部未完成的工步，且每个只列一次。",
        "Name every step that is still open, and each of them once.",
    ),
    "order_unchanged": ("顺序没有变化。", "The order is as it was."),
    "critical_reordered": (
        "红线工步之间的顺序不能调整。",
        "Critical steps keep their order among themselves.",
    ),
    # Starting under supervision
    "revision_unread": (
        "尚未阅读确认 {seen} 版，不能开始。",
        "Revision {seen} has not been read and acknowledged; it cannot be started.",
    ),
    "coach_missing": (
        "{name} 须在带教人监督下作业。请带教人刷卡并输入 PIN。",
        "{name} works on this under supervision only. A coach shows a badge and gives the PIN.",
    ),
    "coach_is_operator": (
        "{seen} 是本作业的带教人或操作员，不能身兼两职。",
        "{seen} cannot be both the coach and the operator of this run.",
    ),
    "coach_level": (
        "{name} 的技能等级不够带教。需要：{expected}；现有：{seen}。",
        "{name} does not hold the level to coach. Needed: {expected}; held: {seen}.",
    ),
    "coach_not_signed": (
        "带教人（{expected}）尚未签名，作业不能结束。",
        "The coach ({expected}) has not signed yet; the run cannot be finished.",
    ),
    "coach_already_signed": ("带教人已经签名。", "The coach has signed already."),
    "no_coach_needed": ("本作业没有带教人。", "This run has no coach."),
    # Starting
    "skill_missing": (
        "{name} 的技能等级不够。需要：{expected}；现有：{seen}。",
        "{name} does not hold the skills this takes. Needed: {expected}; held: {seen}.",
    ),
    "not_for_product": (
        "本作业指导书不适用于产品 {seen}。适用：{expected}。",
        "This procedure is not for product {seen}. It is for: {expected}.",
    ),
    "not_for_variant": (
        "本作业指导书不适用于型号 {seen}。适用：{expected}。",
        "This procedure is not for variant {seen}. It is for: {expected}.",
    ),
    "not_for_station": (
        "本作业指导书不能在工位 {seen} 使用。适用：{expected}。",
        "This procedure is not for station {seen}. It is for: {expected}.",
    ),
    "not_for_operation": (
        "本作业指导书不适用于作业 {seen}。适用：{expected}。",
        "This procedure is not for operation {seen}. It is for: {expected}.",
    ),
    "not_in_force": (
        "此版本 {expected} 才生效，今天是 {seen}。",
        "This revision comes into force on {expected}; today is {seen}.",
    ),
    # Steps
    "unknown_step": ("没有这个工步：{seen}。", "There is no such step: {seen}."),
    "step_on_other_path": (
        "工步“{seen}”不在当前流程中。",
        "The step “{seen}” is not on the path now being worked.",
    ),
    "step_not_current": (
        "“{seen}”不是当前工步，当前是“{expected}”。",
        "“{seen}” is not the step in hand; that is “{expected}”.",
    ),
    "step_already_current": ("已经在工步“{seen}”。", "The step in hand is already “{seen}”."),
    "step_already_done": (
        "工步“{seen}”已完成。要重做请用“返工”。",
        "The step “{seen}” is done. To do it again, go back to it.",
    ),
    "step_not_done": (
        "工步“{seen}”还没做，不需要返工。",
        "The step “{seen}” has not been done, so there is nothing to go back to.",
    ),
    "step_not_due": (
        "本次作业不需要工步“{seen}”。",
        "The step “{seen}” is not needed in this run.",
    ),
    "step_begun": (
        "工步“{expected}”做到一半，完成后才能进入红线工步“{seen}”。",
        "“{expected}” is half done. Finish it before the critical step “{seen}”.",
    ),
    "step_blocked": (
        "本工步已锁定，需要班组长放行。",
        "This step is blocked until a team lead releases it.",
    ),
    "step_not_blocked": ("工步“{seen}”没有锁定。", "The step “{seen}” is not blocked."),
    "critical_out_of_order": (
        "红线工步必须按顺序做：先做“{expected}”。",
        "Critical steps are done in order: “{expected}” comes first.",
    ),
    "critical_not_skipped": (
        "“{seen}”是红线工步，不能跳过。确需偏离时由班组长签偏差。",
        "“{seen}” is critical and cannot be skipped. A team lead may sign a deviation.",
    ),
    "no_warnings": ("本工步没有警示。", "This step has no warnings."),
    "warnings_not_acknowledged": (
        "请先阅读并确认警示。",
        "Read and confirm the warnings first.",
    ),
    "warnings_already_acknowledged": (
        "警示已经确认过。",
        "The warnings have already been confirmed.",
    ),
    "checks_left": (
        "还有确认项未通过：{expected}。",
        "Not every check has passed yet: {expected}.",
    ),
    # Contingency procedures
    "unknown_contingency": (
        "没有这个应急流程：{seen}。",
        "There is no such contingency procedure: {seen}.",
    ),
    "in_contingency": (
        "正在执行应急流程，请先退出。",
        "A contingency procedure is under way. Leave it first.",
    ),
    "not_in_contingency": (
        "当前没有执行应急流程。",
        "No contingency procedure is under way.",
    ),
    # Checks in general
    "unknown_check": ("没有这个确认项：{seen}。", "There is no such check: {seen}."),
    "wrong_kind": (
        "这个确认项不是这样作答的。",
        "This check is not answered in this way.",
    ),
    "check_already_passed": (
        "“{seen}”已经通过，不会重复记录。",
        "“{seen}” has already passed; it is not recorded twice.",
    ),
    # Scans
    "scan_empty": ("没有扫到内容。", "The code is empty."),
    "nothing_to_compare": (
        "工单里没有可比对的内容（{expected}），无法判定。请联系班组长。",
        "The work order does not say the {expected} to compare with. Call your team lead.",
    ),
    "scan_wrong_symbology": (
        "条码类型不对。要求：{expected}；扫到：{seen}。",
        "Wrong kind of code. Expected: {expected}; seen: {seen}.",
    ),
    "scan_not_equal": (
        "条码不符。要求：{expected}；扫到：{seen}。",
        "Wrong code. Expected: {expected}; seen: {seen}.",
    ),
    "scan_no_match": (
        "条码格式不符。扫到：{seen}。",
        "The code does not have the expected form. Seen: {seen}.",
    ),
    "scan_field_missing": (
        "条码里没有 GS1 字段 ({ai})。扫到：{seen}。",
        "The code has no GS1 field ({ai}). Seen: {seen}.",
    ),
    "scan_field_wrong": (
        "GS1 字段 ({ai}) 不符。要求：{expected}；扫到：{seen}。",
        "The GS1 field ({ai}) is wrong. Expected: {expected}; seen: {seen}.",
    ),
    "scan_not_in_bom": (
        "此物料不在物料清单中：{seen}。",
        "This part is not in the bill of materials: {seen}.",
    ),
    "scan_wrong_part": (
        "物料不对。要求：{expected}；扫到：{seen}。",
        "Wrong part. Expected: {expected}; seen: {seen}.",
    ),
    "scan_not_work_order": (
        "与工单不符。要求：{expected}；扫到：{seen}。",
        "This does not match the work order. Expected: {expected}; seen: {seen}.",
    ),
    "scan_used": (
        "此条码已经用过：{seen}。",
        "This code has been used before: {seen}.",
    ),
    "scan_expired": (
        "物料已过期，有效期至 {seen}。",
        "This material expired on {seen}.",
    ),
    "scan_no_expiry": (
        "条码里没有有效期，无法判定是否过期。扫到：{seen}。",
        "The code carries no expiry date, so it cannot be accepted. Seen: {seen}.",
    ),
    "scan_not_captured": (
        "条码里读不出追溯信息（{expected}）。扫到：{seen}。",
        "The code does not carry what has to be traced ({expected}). Seen: {seen}.",
    ),
    # Measurements and calculated values
    "value_low": (
        "偏低：{seen}。要求：{expected}。",
        "Too low: {seen}. Expected: {expected}.",
    ),
    "value_high": (
        "偏高：{seen}。要求：{expected}。",
        "Too high: {seen}. Expected: {expected}.",
    ),
    "value_not_a_number": ("这不是有效的数值：{seen}。", "This is not a usable number: {seen}."),
    "too_many_decimals": (
        "小数位太多：{seen}。最多 {expected} 位小数。",
        "Too many decimals: {seen}. At most {expected} are taken here.",
    ),
    "source_not_allowed": (
        "此处的数值不能这样输入。",
        "The reading cannot be entered in this way.",
    ),
    "samples_missing": (
        "需要 {expected} 个测量值，现有 {seen} 个。",
        "{expected} readings are needed; there are {seen}.",
    ),
    # Choices, lists, words, photographs
    "unknown_option": ("没有这个选项：{seen}。", "There is no such option: {seen}."),
    "option_missing": ("请选择一项。", "Choose an answer."),
    "one_option_only": ("只能选一项。", "Choose one answer only."),
    "choice_fails": (
        "不合格：{seen}。要求：{expected}。",
        "This does not pass: {seen}. Expected: {expected}.",
    ),
    "unknown_item": ("清单里没有这一项：{seen}。", "There is no such item: {seen}."),
    "item_already_so": ("这一项没有变化。", "This item is already so."),
    "text_too_short": (
        "字数太少：至少 {expected} 个字，现有 {seen} 个。",
        "Too short: at least {expected} characters, there are {seen}.",
    ),
    "text_too_long": (
        "字数太多：最多 {expected} 个字，现有 {seen} 个。",
        "Too long: at most {expected} characters, there are {seen}.",
    ),
    "text_no_match": (
        "填写的格式不对：{seen}。",
        "What was written does not have the expected form: {seen}.",
    ),
    "photo_already_added": ("这张照片已经添加。", "This photograph has already been added."),
    # Timers
    "timer_already_started": ("计时已经开始。", "The time is running already."),
    "timer_not_started": ("计时还没有开始。", "The time has not been started."),
    "timer_running": (
        "时间还没到：需要 {expected}，已过 {seen}。",
        "The time is not over: {expected} needed, {seen} gone by.",
    ),
    "held_too_short": (
        "按住的时间不够：需要 {expected}，只按了 {seen}。",
        "Let go too early: hold for {expected}; it was {seen}.",
    ),
    # Signatures
    "sign_after_checks": (
        "签名之前还有确认项要完成：{expected}。",
        "Something comes before the signature: {expected}.",
    ),
    "signer_not_performer": (
        "须由当前操作员 {expected} 签名，不能由 {seen} 签名。",
        "{expected} performs this step and signs it, not {seen}.",
    ),
    "signer_performed": (
        "{seen} 参与了本工步，须由另一人复核签名。",
        "{seen} performed this step; somebody else must sign it.",
    ),
    "lead_performed": (
        "{seen} 参与了本工步或正在操作，不能批准自己的作业。请另一位班组长批准。",
        "{seen} works on this step or has worked on it. Another team lead must authorise it.",
    ),
    "second_signer_performs": (
        "{seen} 已作为复核人签过本工步，不能再操作本工步。请交接给他人。",
        "{seen} has signed this step as its second person and cannot perform it. Hand it over.",
    ),
    # Corrections
    "nothing_to_correct": (
        "“{seen}”还没有可更正的答案。",
        "“{seen}” has no answer yet that could be corrected.",
    ),
    "nothing_corrected": ("更正后的内容与原来相同。", "The correction changes nothing."),
    "correction_out_of_order": (
        "照此更正，须先做“{expected}”，但其后的红线工步已完成。请用返工重新作答。",
        "With this correction “{expected}” would come before critical steps already done. "
        "Go back and answer again instead.",
    ),
    "not_correctable": (
        "这一项不能更正。请返工重新确认。",
        "This answer cannot be corrected. Go back and give it again.",
    ),
}
