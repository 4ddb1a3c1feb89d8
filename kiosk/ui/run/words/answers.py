"""The checks: what each asks for, what its input says, what was recorded."""

ANSWERS: dict[str, tuple[str, str]] = {
    "checks": ("确认项", "Checks"),
    "check_of": ("{done} / {total}", "{done} / {total}"),
    "passed": ("通过", "Passed"),
    "failed": ("不通过", "Failed"),
    "try_again": ("重试", "Try again"),
    "tries": ("第 {count} 次未通过", "Try {count} failed"),
    "call_lead": ("叫班组长", "Call team lead"),
    # What was recorded
    "recorded_acknowledged": ("已确认", "Confirmed"),
    "recorded_ticked": ("{count} 项全部打勾", "All {count} ticked"),
    "recorded_photos": ("{count} 张照片", "{count} photos"),
    "recorded_waited": ("{seconds} 秒", "{seconds} s"),
    "captured_lot": ("批次 {value}", "Lot {value}"),
    "captured_serial": ("序列号 {value}", "Serial {value}"),
    "captured_quantity": ("数量 {value}", "Qty {value}"),
    "meaning_performed": ("操作", "Performed"),
    "meaning_verified": ("复核", "Verified"),
    "meaning_approved": ("批准", "Approved"),
    # What would pass
    "photos_wanted": ("{count} 张", "{count} photos"),
    "items_wanted": ("{count} 项", "{count} items"),
    "by_performer": ("操作员本人签名", "Signed by the operator"),
    "by_second": ("由另一人签名", "Signed by a second person"),
    # Acknowledge
    "acknowledge_hint": ("做完后点右下角确认。", "When done, confirm at the bottom right."),
    # Scan
    "do_scan": ("请扫描条码", "Scan the code"),
    "scan_waiting": (
        "把条码放到镜头前，或用扫码枪扫描。",
        "Hold the code to the camera, or use the scanner.",
    ),
    "scan_gun_only": ("请用扫码枪扫描。", "Use the hand scanner."),
    "scan_expected": ("应扫", "Looking for"),
    "scan_anything": ("任意条码", "Any code"),
    "scan_nothing_to_compare": (
        "工单里没有{fields}，无法比对。请联系班组长。",
        "The work order does not say the {fields}; nothing to compare with. Call your team lead.",
    ),
    "field_number": ("工单号", "order number"),
    "field_product": ("产品", "product"),
    "field_lot": ("批次", "lot"),
    "field_serial": ("序列号", "serial number"),
    "scan_not_wanted": ("这一步现在不需要扫码。", "Nothing is to be scanned here now."),
    "scan_warnings_first": ("先确认警示，再扫码。", "Confirm the warnings before scanning."),
    "scan_blocked": (
        "本步已锁定，扫码未记录。",
        "This step is blocked; the scan was not recorded.",
    ),
    # Measurement
    "do_measure": ("记录读数", "Record reading"),
    "measure_type": ("输入读数", "Enter the reading"),
    "measure_gauge": ("请在量具上按发送键。", "Press send on the gauge."),
    "measure_either": (
        "输入读数，或按量具发送键。",
        "Enter the reading, or press send on the gauge.",
    ),
    "measure_gauge_only": (
        "此项只接受量具传来的读数。",
        "Only a reading sent by the gauge is taken here.",
    ),
    "sample_of": ("第 {number} 个，共 {count} 个", "Reading {number} of {count}"),
    "not_a_reading": ("量具发来的不是读数：{seen}", "The gauge did not send a reading: {seen}"),
    "wrong_unit": (
        "量具单位是 {seen}，这里要 {expected}。请切换量具单位后再发送。",
        "The gauge sends {seen}; {expected} is needed. Switch its unit and send again.",
    ),
    "too_fine": (
        "量具发来 {seen}。这里记录 {decimals} 位小数，请把量具设为相同分辨率。",
        "The gauge sent {seen}; {decimals} decimals are recorded here. Set it to that resolution.",
    ),
    # Choice
    "do_choose": ("确认选择", "Confirm choice"),
    "choose_one": ("选一项", "Choose one"),
    "choose_many": ("可选多项", "Choose one or more"),
    # Checklist
    "do_tick": ("逐项打勾", "Tick every item"),
    "tick_left": ("还有 {count} 项", "{count} items left"),
    # Text
    "do_write": ("记录文字", "Record text"),
    "write_here": ("点这里输入", "Tap here to write"),
    "write_own": ("自己输入", "Write"),
    "characters_left": ("还可输入 {count} 字", "Characters left: {count}"),
    "characters_short": ("至少还要 {count} 字", "Characters still needed: {count}"),
    # Photo
    "do_shoot": ("拍照", "Take photo"),
    "do_keep": ("使用照片", "Use photo"),
    "retake": ("重拍", "Retake"),
    "photo_of": ("第 {number} 张，共 {count} 张", "Photo {number} of {count}"),
    "photo_review": ("看清楚了吗？", "Is it sharp, and all in view?"),
    # Timer
    "do_start_timer": ("开始计时", "Start the timer"),
    "do_wait": ("等待中 {left}", "Wait {left}"),
    "do_hold_above": ("按住上面的按钮", "Hold the button above"),
    "do_hold": ("按住 {seconds} 秒", "Hold for {seconds} s"),
    "timer_running_short": ("等待中…", "Waiting …"),
    "timer_ready": ("准备好后开始计时。", "Start when you are ready."),
    "timer_running": ("时间到会自动记录。", "Recorded by itself when the time is up."),
    "timer_hold": ("一直按住，直到圆环走满。", "Keep pressing until the ring is full."),
    # Calculation
    "do_calculate": ("确认结果", "Confirm result"),
    "calculated_from": ("由以下数据计算", "Calculated from"),
    "missing_input": ("还没有", "not yet"),
    "calculation_waits": (
        "缺少数据，算不出来。",
        "An answer is missing; it cannot be calculated yet.",
    ),
    # Sign-off
    "do_sign": ("签名", "Sign"),
    "sign_performer": (
        "签名表示：本步由我按要求完成。",
        "Signing says: I did this step as described.",
    ),
    "sign_verified": ("签名表示：我已复核，结果属实。", "Signing says: I have verified this step."),
    "sign_approved": ("签名表示：我批准本步结果。", "Signing says: I approve this step."),
    "sign_second": (
        "请另一位同事刷工牌并输入 PIN。",
        "Ask a colleague to scan their badge and enter their PIN.",
    ),
    "sign_role": ("需要角色：{role}", "Role needed: {role}"),
}
