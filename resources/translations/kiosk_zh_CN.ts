<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>AboutPage</name>
    <message>
        <source>Database (SQLite)</source>
        <translation>数据库（SQLite）</translation>
    </message>
    <message>
        <source>Screen (Qt)</source>
        <translation>界面（Qt）</translation>
    </message>
    <message>
        <source>Code readers</source>
        <translation>读码引擎</translation>
    </message>
    <message>
        <source>Camera (OpenCV)</source>
        <translation>相机（OpenCV）</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Records are kept in</source>
        <translation>记录保存位置</translation>
    </message>
    <message>
        <source>Free on that disk</source>
        <translation>该磁盘剩余空间</translation>
    </message>
    <message>
        <source>Recorded events</source>
        <translation>已记录事件</translation>
    </message>
    <message>
        <source>Free software under Apache-2.0. Notices of what it is built from: THIRD_PARTY_NOTICES.md.</source>
        <translation>本软件为自由软件，采用 Apache-2.0 许可。所用第三方组件的声明见 THIRD_PARTY_NOTICES.md。</translation>
    </message>
</context>
<context>
    <name>BadgeScreen</name>
    <message>
        <source>Type badge number</source>
        <translation>输入工牌号</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Station %1</source>
        <translation>工位 %1</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Locked. Scan your badge</source>
        <translation>已锁定，请扫工牌</translation>
    </message>
    <message>
        <source>Your work is kept exactly where it is.</source>
        <translation>作业停在原处，进度不会丢失。</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>请扫工牌</translation>
    </message>
    <message>
        <source>Hold it before the camera, or use the hand scanner.</source>
        <translation>把工牌对准相机，或用手持扫码枪扫描。</translation>
    </message>
</context>
<context>
    <name>BadgeSheet</name>
    <message>
        <source>Badge number</source>
        <translation>工牌号</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>CameraPage</name>
    <message>
        <source>Read: %1</source>
        <translation>读到：%1</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>重新搜索</translation>
    </message>
    <message>
        <source>Hold a label before the camera to see whether it is read.</source>
        <translation>把标签对准相机，看能否读出。</translation>
    </message>
    <message>
        <source>Demo camera</source>
        <translation>演示相机</translation>
    </message>
    <message>
        <source>Sees the labels of the tray</source>
        <translation>可看到标签盘中的标签</translation>
    </message>
    <message>
        <source>USB camera %1</source>
        <translation>USB 相机 %1</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>不用相机</translation>
    </message>
    <message>
        <source>Hand scanner only, no photographs</source>
        <translation>只用扫码枪，不能拍照</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Camera %1</source>
        <translation>相机 %1</translation>
    </message>
    <message>
        <source>Not found here</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Network stream or file</source>
        <translation>网络视频流或文件</translation>
    </message>
    <message>
        <source>Address, video file or folder of pictures</source>
        <translation>地址、视频文件或图片文件夹</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Such as rtsp://10.0.0.7/stream, or the path of a video file or a folder.</source>
        <translation>例如 rtsp://10.0.0.7/stream，或视频文件、文件夹的路径。</translation>
    </message>
</context>
<context>
    <name>ClipView</name>
    <message>
        <source>This clip cannot be played.</source>
        <translation>此视频无法播放。</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Last code read</source>
        <translation>最近读到的条码</translation>
    </message>
    <message>
        <source>Test label</source>
        <translation>测试标签</translation>
    </message>
    <message>
        <source>Scan either with the hand scanner. It shows whether keyboard layout, upper and lower case, and the GS1 separator arrive as they should.</source>
        <translation>用扫码枪扫其中任意一个，可看出键盘布局、大小写和 GS1 分隔符是否正确传入。</translation>
    </message>
    <message>
        <source>What the hand scanner adds</source>
        <translation>扫码枪附加的字符</translation>
    </message>
    <message>
        <source>Sent before each code, taken away here</source>
        <translation>每个条码之前发送，在此去除</translation>
    </message>
    <message>
        <source>Sent after each code, taken away here</source>
        <translation>每个条码之后发送，在此去除</translation>
    </message>
    <message>
        <source>Stands for the GS1 separator, as ^] does</source>
        <translation>代替 GS1 分隔符（^] 也可以）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>后缀</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Scan any code, by camera or hand scanner.</source>
        <translation>用相机或扫码枪扫任意条码。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Hand scanner</source>
        <translation>手持扫码枪</translation>
    </message>
    <message>
        <source>kind not sent</source>
        <translation>未发送码制</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 个字符</translation>
    </message>
    <message>
        <source>The camera read the test label right.</source>
        <translation>相机已正确读出测试标签。</translation>
    </message>
    <message>
        <source>Exactly the characters the scanner sends. Leave it empty for none.</source>
        <translation>与扫码枪发送的字符完全一致；没有则留空。</translation>
    </message>
</context>
<context>
    <name>EntrySheet</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>HistoryScreen</name>
    <message>
        <source>History</source>
        <translation>作业记录</translation>
    </message>
    <message>
        <source>Search, or scan a unit or a work order</source>
        <translation>搜索，或扫描单件、工单</translation>
    </message>
    <message>
        <source>On-screen keyboard</source>
        <translation>屏幕键盘</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>What to do now</source>
        <translation>现在要做什么</translation>
    </message>
    <message>
        <source>History</source>
        <translation>作业记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Tap a card, or scan a work order, a unit or a procedure to start.</source>
        <translation>点卡片，或扫工单、单件、作业指导书条码开始。</translation>
    </message>
    <message>
        <source>Go on with</source>
        <translation>继续未完成的作业</translation>
    </message>
    <message>
        <source>Work orders</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Procedures</source>
        <translation>作业指导书</translation>
    </message>
    <message>
        <source>Nothing to do here yet. Ask your team lead to install a procedure.</source>
        <translation>这里还没有可做的作业。请班组长安装作业指导书。</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1 / %2</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>%1到期</translation>
    </message>
    <message>
        <source>%1 steps · about %2 min</source>
        <translation>%1 步 · 约 %2 分钟</translation>
    </message>
    <message>
        <source>The disk is nearly full. Work goes on; have space freed soon.</source>
        <translation>磁盘快满了。可继续作业，请尽快安排清理空间。</translation>
    </message>
    <message>
        <source>Nothing here belongs to this code: %1</source>
        <translation>此条码在本工位没有对应内容：%1</translation>
    </message>
</context>
<context>
    <name>HubPage</name>
    <message>
        <source>To join a hub, hold the QR code that the hub shows before the camera. Work goes on meanwhile; nothing that is recorded here is lost.</source>
        <translation>要接入中心服务器，请将服务器显示的二维码对准摄像头。期间可照常作业，本机记录不会丢失。</translation>
    </message>
    <message>
        <source>Enter the code by hand</source>
        <translation>手动输入接入码</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>接入码</translation>
    </message>
    <message>
        <source>That is no hub&apos;s enrolment code.</source>
        <translation>这不是中心服务器的接入码。</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>正在接入…</translation>
    </message>
    <message>
        <source>This station has joined the hub.</source>
        <translation>本工位已接入中心服务器。</translation>
    </message>
</context>
<context>
    <name>HubSheet</name>
    <message>
        <source>Hub</source>
        <translation>中心服务器</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LabelTray</name>
    <message>
        <source>Labels</source>
        <extracomment>Where the tab may stand across the window, the best place first.</extracomment>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Screens slide gently into place.</source>
        <translation>画面平滑切换。</translation>
    </message>
    <message>
        <source>Lock when nobody touches it</source>
        <translation>无人操作时锁定</translation>
    </message>
    <message>
        <source>Work in hand waits at the same step until the badge is scanned again.</source>
        <translation>手上的作业停在当前工步，再次扫工牌后继续。</translation>
    </message>
    <message>
        <source>No loudspeaker was found. Colour, shape and word say it all the same.</source>
        <translation>没有找到扬声器。颜色、形状和文字同样会提示。</translation>
    </message>
    <message>
        <source>A rising tone for pass, a falling one for fail.</source>
        <translation>合格为上升音，不合格为下降音。</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
</context>
<context>
    <name>NoticeSheet</name>
    <message>
        <source>Before you begin</source>
        <translation>开始前请注意</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Previous picture</source>
        <extracomment>What one tap zooms to.</extracomment>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>This picture cannot be shown.</source>
        <translation>此图片无法显示。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Name of the station</source>
        <translation>工位名称</translation>
    </message>
    <message>
        <source>Any operation</source>
        <translation>任意工序</translation>
    </message>
    <message>
        <source>Operation done here</source>
        <translation>本工位工序</translation>
    </message>
    <message>
        <source>Every record bears this name. Procedures meant for other stations or operations are not offered here. Each change is recorded.</source>
        <translation>每条记录都带有此名称。适用于其他工位或工序的作业指导书不会在此显示。每次更改都会记录。</translation>
    </message>
    <message>
        <source>As procedures call it, such as OP-120. Leave it empty for any.</source>
        <translation>按作业指导书中的写法，例如 OP-120；留空表示任意工序。</translation>
    </message>
</context>
<context>
    <name>RecordScreen</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>作业记录</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>过程</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>中心服务器</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Sign here</source>
        <translation>请在此签名</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>More</source>
        <translation>增加</translation>
    </message>
</context>
<context>
    <name>TextPad</name>
    <message>
        <source>%1 more needed</source>
        <translation>还差 %1 个字</translation>
    </message>
    <message>
        <source>Tap here to write</source>
        <translation>点这里输入</translation>
    </message>
    <message>
        <source>On-screen keyboard</source>
        <translation>屏幕键盘</translation>
    </message>
    <message>
        <source>Clear the text</source>
        <translation>清空文字</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
</context>
<context>
    <name>TouchKeyboard</name>
    <message>
        <source>On-screen keyboard</source>
        <extracomment>How many letter keys wide; the others are one.</extracomment>
        <translation>屏幕键盘</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>TroubleScreen</name>
    <message>
        <source>Try again</source>
        <extracomment>Whoever comes to mend it may read only one of them, so both are always there.</extracomment>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>Expected</source>
        <translation>应为</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>实为</translation>
    </message>
</context>
<context>
    <name>_Dots</name>
    <message>
        <source>%1 typed</source>
        <translation>已输入 %1 位</translation>
    </message>
</context>
<context>
    <name>_Labels</name>
    <message>
        <source>Test label</source>
        <translation>测试标签</translation>
    </message>
</context>
</TS>
