"""The camera: its states, and how to hold a code so that it is read."""

SEEING: dict[str, tuple[str, str]] = {
    "camera_opening": ("正在打开相机…", "Opening the camera …"),
    "camera_lost": (
        "相机断开了\n请检查 USB 线，插好后会自动恢复。扫码枪仍可使用。",
        "The camera is gone\nCheck its USB cable; it comes back by itself. The hand scanner works.",
    ),
    "camera_lost_mark": ("相机断开", "Camera gone"),
    "camera_absent": (
        "本工位没有相机\n请用扫码枪。",
        "This station has no camera\nUse the hand scanner.",
    ),
    "camera_absent_photo": (
        "没有相机，拍不了照\n请接好相机，或在设置里选择相机。",
        "No camera, no photo\nConnect one, or choose it in the settings.",
    ),
    "camera_lost_photo": (
        "相机断开了\n请检查 USB 线，插好后会自动恢复。",
        "The camera is gone\nCheck its USB cable; it comes back by itself.",
    ),
    "hint_too_dark": ("太暗，补点光", "Too dark: more light"),
    "hint_too_bright": ("太亮，避开强光", "Too bright: less light"),
    "hint_blurred": ("不清晰，稍远一点", "Blurred: move it back a little"),
    "hint_too_far": ("太远，靠近一点", "Too far: come closer"),
    "hint_too_close": ("太近，拿远一点", "Too close: move it away"),
    "hint_glare": ("反光，转个角度", "Glare: tilt it"),
    "hint_hold_still": ("拿稳", "Hold still"),
}
