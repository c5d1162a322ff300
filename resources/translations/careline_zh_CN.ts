<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Account</name>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Keep these recovery codes; they are shown this once:</source>
        <translation>请保存这些恢复码，仅显示这一次：</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Lock the desk when nobody is at it, after</source>
        <translation>无人操作时自动锁定，等待时间</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>更改密码</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>第二验证方式</translation>
    </message>
    <message>
        <source>Set up an authenticator</source>
        <translation>设置验证器</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Take a picture with the app, or type this key: {key}</source>
        <translation>用应用扫描，或输入此密钥：{key}</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>New password, at least ten characters</source>
        <translation>新密码，至少十个字符</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>您的密码</translation>
    </message>
    <message>
        <source>Six digits of the app</source>
        <translation>应用显示的六位数字</translation>
    </message>
    <message>
        <source>None. An authenticator app on your telephone guards the account even if the password is known.</source>
        <translation>未设置。即使密码泄露，手机上的验证器应用也能保护账户。</translation>
    </message>
    <message>
        <source>In force. Recovery codes left: {count}</source>
        <translation>已启用。剩余恢复码：{count}</translation>
    </message>
</context>
<context>
    <name>Admin</name>
    <message>
        <source>Greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>When closed</source>
        <translation>非营业时间</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>语音提示</translation>
    </message>
    <message>
        <source>Recordings: WAV, 16 bit, one channel, 8 or 16 kHz, at most 90 s. Changes are in force at once.</source>
        <translation>录音：WAV、16 位、单声道、8 或 16 kHz、最长 90 秒。更改立即生效。</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>合成语音</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>标准提示</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>选择录音</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>own recording, {length}</source>
        <translation>自有录音，{length}</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>录音文件…</translation>
    </message>
    <message>
        <source>Text to be spoken…</source>
        <translation>要朗读的文字…</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Back to the standard</source>
        <translation>恢复标准提示</translation>
    </message>
    <message>
        <source>Text to be spoken: {where}</source>
        <translation>要朗读的文字：{where}</translation>
    </message>
    <message>
        <source>spoken, {length}: {text}</source>
        <translation>语音合成，{length}：{text}</translation>
    </message>
    <message>
        <source>No, leave it</source>
        <translation>不，保持原样</translation>
    </message>
    <message>
        <source>Shown only now. Hand it over, and let them choose their own after signing in.</source>
        <translation>仅显示这一次。请转交本人，并请其登录后自行更改。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Password for {name}</source>
        <translation>{name} 的密码</translation>
    </message>
    <message>
        <source>You typed</source>
        <translation>您输入的</translation>
    </message>
    <message>
        <source>Now stored</source>
        <translation>当前已存的</translation>
    </message>
    <message>
        <source>Somebody else has deleted this meanwhile.</source>
        <translation>其他人已在此期间删除了它。</translation>
    </message>
    <message>
        <source>What you typed is still here.</source>
        <translation>您输入的内容仍在这里。</translation>
    </message>
    <message>
        <source>Somebody else has changed the same fields meanwhile.</source>
        <translation>其他人在此期间修改了相同的字段。</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Choose which of the two is to be stored.</source>
        <translation>没有覆盖任何内容。请选择保存哪一个版本。</translation>
    </message>
    <message>
        <source>Somebody else has changed other fields meanwhile.</source>
        <translation>其他人在此期间修改了其他字段。</translation>
    </message>
    <message>
        <source>Their changes are shown below. Yours are kept: save them again.</source>
        <translation>下方是对方的修改。您的修改仍保留：请再次保存。</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>重新创建</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用对方的</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>A name is missing: each desk shows it in its own language.</source>
        <translation>缺少名称：每个坐席以自己的语言显示它。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>standard ({seconds} s)</source>
        <translation>标准（{seconds} 秒）</translation>
    </message>
    <message>
        <source>Write the hours like 8-12, 14:30-18. Leave a day empty where it is closed.</source>
        <translation>请按 8-12, 14:30-18 的格式填写时间；休息日留空。</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>全天候开放</translation>
    </message>
    <message>
        <source>Like 8-12, 14:30-18. A time after midnight (22-6) belongs to the day on which it begins.</source>
        <translation>格式如 8-12, 14:30-18。跨午夜的时间（22-6）属于开始的那一天。</translation>
    </message>
    <message>
        <source>↓ to all below</source>
        <translation>↓ 应用到以下各天</translation>
    </message>
    <message>
        <source>Take these hours for the following days up to Sunday</source>
        <translation>将这些时间用于其后直到周日的各天</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Turn 1 rings first; a later turn rings only while nobody of an earlier one is free.</source>
        <translation>第 1 轮先振铃；只有前一轮无人空闲时，后一轮才振铃。</translation>
    </message>
    <message>
        <source>Ring in an earlier turn</source>
        <translation>在更早的一轮振铃</translation>
    </message>
    <message>
        <source>Ring only after those of an earlier turn</source>
        <translation>仅在前一轮之后振铃</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Turn {turn}   {name}</source>
        <translation>第 {turn} 轮   {name}</translation>
    </message>
    <message>
        <source>Sections of the administration</source>
        <translation>管理栏目</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Something typed here is not saved yet (marked ●). Close the window again to throw it away.</source>
        <translation>这里有尚未保存的内容（标有 ●）。再次关闭窗口将丢弃它们。</translation>
    </message>
    <message>
        <source>Reading the configuration…</source>
        <translation>正在读取配置…</translation>
    </message>
    <message>
        <source>Saved. The telephone system is being told.</source>
        <translation>已保存，正在通知电话系统。</translation>
    </message>
    <message>
        <source>Saved, but the telephone system has not taken it. It is tried again by itself.</source>
        <translation>已保存，但电话系统尚未接受，系统会自动重试。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>新密码…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>尚无内容。</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Saved, and in force.</source>
        <translation>已保存并生效。</translation>
    </message>
    <message>
        <source>Move them and delete</source>
        <translation>转移并删除</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Delete {name} for good?</source>
        <translation>永久删除“{name}”？</translation>
    </message>
    <message>
        <source>deleted meanwhile</source>
        <translation>已被他人删除</translation>
    </message>
    <message>
        <source>Callers wait in {name}. To which queue do they go?</source>
        <translation>“{name}”中有来电者在等候。把他们转到哪个队列？</translation>
    </message>
    <message>
        <source>Give {name} a new password? If they are signed in, they are signed out.</source>
        <translation>为 {name} 设置新密码？如已登录，将被注销。</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>所有队列</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>无团队</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>与电脑相同</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>现在开放</translation>
    </message>
    <message>
        <source>closed now</source>
        <translation>现在关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n caller(s) waiting</source>
        <translation>
            <numerusform>%n 人等候中</numerusform>
        </translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>Outcomes of calls</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>Reasons for a pause</source>
        <translation>暂停原因</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Trunks</source>
        <translation>中继线</translation>
    </message>
    <message>
        <source>The centre</source>
        <translation>呼叫中心</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>新用户</translation>
    </message>
    <message>
        <source>New team</source>
        <translation>新团队</translation>
    </message>
    <message>
        <source>New queue</source>
        <translation>新队列</translation>
    </message>
    <message>
        <source>New holiday</source>
        <translation>新节假日</translation>
    </message>
    <message>
        <source>New outcome</source>
        <translation>新结果</translation>
    </message>
    <message>
        <source>New reason</source>
        <translation>新原因</translation>
    </message>
    <message>
        <source>New number</source>
        <translation>新号码</translation>
    </message>
    <message>
        <source>New trunk</source>
        <translation>新中继线</translation>
    </message>
    <message>
        <source>User name for signing in</source>
        <translation>登录用户名</translation>
    </message>
    <message>
        <source>Name as others see it</source>
        <translation>显示姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>分机</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Language of the desk</source>
        <translation>坐席语言</translation>
    </message>
    <message>
        <source>Language of the centre</source>
        <translation>呼叫中心语言</translation>
    </message>
    <message>
        <source>Switched off: cannot sign in</source>
        <translation>已停用：无法登录</translation>
    </message>
    <message>
        <source>Queues that ring this person</source>
        <translation>向此人振铃的队列</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>呼叫中心名称</translation>
    </message>
    <message>
        <source>Name of the team</source>
        <translation>团队名称</translation>
    </message>
    <message>
        <source>Code of the queue (small letters, fixed for good)</source>
        <translation>队列代码（小写字母，不可再改）</translation>
    </message>
    <message>
        <source>Code of the trunk (small letters, fixed for good)</source>
        <translation>中继线代码（小写字母，不可再改）</translation>
    </message>
    <message>
        <source>Code (small letters, fixed for good)</source>
        <translation>代码（小写字母，不可再改）</translation>
    </message>
    <message>
        <source>Name in each language</source>
        <translation>各语言名称</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>接听人员</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>开放时间</translation>
    </message>
    <message>
        <source>Open on this day</source>
        <translation>当天开放时间</translation>
    </message>
    <message>
        <source>Priority (higher is served first)</source>
        <translation>优先级（数字越大越先接听）</translation>
    </message>
    <message>
        <source>Ring one person for</source>
        <translation>每人振铃时长</translation>
    </message>
    <message>
        <source>Time for the wrap-up</source>
        <translation>话后处理时间</translation>
    </message>
    <message>
        <source>A wrap-up must have</source>
        <translation>话后处理必填项</translation>
    </message>
    <message>
        <source>Offer voicemail when closed or nobody answers</source>
        <translation>关闭或无人接听时提供语音信箱</translation>
    </message>
    <message>
        <source>Number, as the network sends it</source>
        <translation>号码（网络所送格式）</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Provider&apos;s address</source>
        <translation>运营商地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>传输协议</translation>
    </message>
    <message>
        <source>Calls may come from (addresses or networks, separated by commas)</source>
        <translation>允许来电的来源（地址或网段，用逗号分隔）</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Retired: no longer offered, old records keep it</source>
        <translation>已停用：不再提供，旧记录仍保留</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Country code of telephone numbers</source>
        <translation>电话号码国家代码</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Team leader</source>
        <translation>组长</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Records clerk</source>
        <translation>病案管理员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>What it was about</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Resolved or not</source>
        <translation>是否解决</translation>
    </message>
    <message>
        <source>Booking</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>后续跟进</translation>
    </message>
    <message>
        <source>What sent the patient</source>
        <translation>来源渠道</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>always open</source>
        <translation>全天候开放</translation>
    </message>
    <message>
        <source>Add the first agents: each needs an extension, and gets a password to be handed over.</source>
        <translation>添加第一批坐席：每人需要一个分机，并会得到一个需转交的密码。</translation>
    </message>
    <message>
        <source>Say who answers: put people into a queue.</source>
        <translation>指定由谁接听：把人员加入队列。</translation>
    </message>
    <message>
        <source>Lead a telephone number to a queue.</source>
        <translation>把一个电话号码指向队列。</translation>
    </message>
    <message>
        <source>The centre is ready. Agents sign in with their passwords and say ready ({key}); phone {number} and try it.</source>
        <translation>呼叫中心已就绪。坐席用各自的密码登录并按 {key} 示闲；拨打 {number} 试一试。</translation>
    </message>
    <message>
        <source>What this centre still needs</source>
        <translation>呼叫中心还需要</translation>
    </message>
</context>
<context>
    <name>CallDetail</name>
    <message>
        <source>Add a note to this call</source>
        <translation>为此通话添加备注</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>保存备注</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>发消息…</translation>
    </message>
    <message>
        <source>Details of the call</source>
        <translation>通话详情</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Message to the patient</source>
        <translation>发给患者的消息</translation>
    </message>
    <message>
        <source>Write a message to the patient</source>
        <translation>给患者写消息</translation>
    </message>
    <message>
        <source>No call selected</source>
        <translation>未选择通话</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Talked</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Earlier version of the wrap-up</source>
        <translation>话后记录的早期版本</translation>
    </message>
    <message>
        <source>Take the message back</source>
        <translation>撤回消息</translation>
    </message>
    <message>
        <source>caller gave up</source>
        <translation>来电者放弃</translation>
    </message>
    <message>
        <source>did not answer</source>
        <translation>未接听</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒接</translation>
    </message>
    <message>
        <source>desk lost</source>
        <translation>坐席断线</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已接听</translation>
    </message>
</context>
<context>
    <name>CallFilters</name>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>呼入和呼出</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>呼入</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>呼出</translation>
    </message>
    <message>
        <source>Patient, patient id or last digits of the number</source>
        <translation>患者、患者编号或号码末几位</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时间段</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>How the call ended</source>
        <translation>通话如何结束</translation>
    </message>
    <message>
        <source>Outcome written in the wrap-up</source>
        <translation>话后记录中的结果</translation>
    </message>
    <message>
        <source>Whose calls</source>
        <translation>谁的通话</translation>
    </message>
    <message>
        <source>Patient or last digits</source>
        <translation>患者或号码末几位</translation>
    </message>
    <message>
        <source>With recording</source>
        <translation>有录音</translation>
    </message>
    <message>
        <source>Wrap-up missing</source>
        <translation>缺少话后记录</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Any end</source>
        <translation>任何结束方式</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>任何结果</translation>
    </message>
    <message>
        <source>Every queue</source>
        <translation>所有队列</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>My team</source>
        <translation>我的团队</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>我自己的</translation>
    </message>
</context>
<context>
    <name>CallTile</name>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>拨号键盘</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
</context>
<context>
    <name>CallerCard</name>
    <message>
        <source>Unknown caller</source>
        <translation>陌生来电</translation>
    </message>
    <message>
        <source>Nobody on record has exactly this number.</source>
        <translation>没有登记此号码的患者。</translation>
    </message>
    <message>
        <source>Shared number</source>
        <translation>共用号码</translation>
    </message>
    <message>
        <source>Ask who is speaking, then choose the person.</source>
        <translation>请询问来电者是谁，再选择对应的人。</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>The caller&apos;s number was not sent. Ask for the name.</source>
        <translation>未收到来电号码，请询问姓名。</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>呼出电话</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>Number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>Keep the recording</source>
        <translation>保存录音</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>录音…</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>Calls, newest first</source>
        <translation>通话记录，最新在前</translation>
    </message>
    <message>
        <source>Recording kept as {file}</source>
        <translation>录音已保存为 {file}</translation>
    </message>
    <message>
        <source>No calls of this kind.</source>
        <translation>没有此类通话。</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>收听</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Who is speaking?</source>
        <translation>是哪一位来电？</translation>
    </message>
    <message>
        <source>Arrow keys or 1 to 9 choose, Enter takes.</source>
        <translation>方向键或 1–9 选择，回车确认。</translation>
    </message>
    <message>
        <source>Persons with this number</source>
        <translation>使用此号码的人</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Patient refuses</source>
        <translation>患者拒绝</translation>
    </message>
    <message>
        <source>This call is recorded</source>
        <translation>本次通话正在录音</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused for {time}</source>
        <translation>已暂停 {time}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Not recorded: the patient refused</source>
        <translation>不录音：患者已拒绝</translation>
    </message>
</context>
<context>
    <name>DialField</name>
    <message>
        <source>Dial: name, number or patient id</source>
        <translation>拨号：姓名、号码或患者编号</translation>
    </message>
    <message>
        <source>Patients found</source>
        <translation>找到的患者</translation>
    </message>
    <message>
        <source>Name, number or id   {key}</source>
        <translation>姓名、号码或编号   {key}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Convention: short abandons are left out, other abandons count as not answered in time.</source>
        <translation>口径：不计短时放弃，其余放弃视为未及时接听。</translation>
    </message>
    <message>
        <source>Convention: abandons are ignored.</source>
        <translation>口径：忽略放弃。</translation>
    </message>
    <message>
        <source>Convention: who gave up within the time counts as answered in time.</source>
        <translation>口径：规定时间内放弃视为及时接听。</translation>
    </message>
    <message>
        <source>Convention: every abandon counts as not answered in time.</source>
        <translation>口径：所有放弃均视为未及时接听。</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>呼入</translation>
    </message>
    <message>
        <source>Calls that entered a queue today.</source>
        <translation>今日进入队列的来电。</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已接听</translation>
    </message>
    <message>
        <source>Offered calls that an agent answered.</source>
        <translation>由坐席接听的来电。</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>The caller hung up after {short} s or more in the queue, before an agent answered. In brackets: who hung up sooner; these count as offered, not as abandoned. Messages and call-backs asked for are no abandons.</source>
        <translation>来电者在队列中等待 {short} 秒或更久后、坐席接听前挂断。括号内：更早挂断者，计入呼入但不计入放弃。留言和请求回拨不算放弃。</translation>
    </message>
    <message>
        <source>Abandon rate</source>
        <translation>放弃率</translation>
    </message>
    <message>
        <source>Abandoned / offered.</source>
        <translation>放弃 / 呼入。</translation>
    </message>
    <message>
        <source>Service level {target} s</source>
        <translation>服务水平 {target} 秒</translation>
    </message>
    <message>
        <source>Calls answered within {target} s / calls decided. {convention}</source>
        <translation>{target} 秒内接听 / 已有结果的来电。{convention}</translation>
    </message>
    <message>
        <source>Speed of answer</source>
        <translation>平均应答速度</translation>
    </message>
    <message>
        <source>Mean wait of answered calls, from entering the queue to the agent&apos;s answer.</source>
        <translation>已接听来电从进入队列到坐席接听的平均等待时间。</translation>
    </message>
    <message>
        <source>Handling time</source>
        <translation>平均处理时长</translation>
    </message>
    <message>
        <source>(Talk + hold + wrap-up) / answered calls that are over.</source>
        <translation>（通话 + 保持 + 话后处理）/ 已结束的接听来电。</translation>
    </message>
</context>
<context>
    <name>Floor</name>
    <message numerus="yes">
        <source>%n caller(s) waiting</source>
        <translation>
            <numerusform>%n 位来电者等待中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) signed in</source>
        <translation>
            <numerusform>%n 名坐席已登录</numerusform>
        </translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Callers waiting, longest first</source>
        <translation>等待的来电者，最久在前</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>呼入</translation>
    </message>
    <message>
        <source>Today by half hour</source>
        <translation>今日每半小时</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已接听</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>及时</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>来电者</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>已等待</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>The telephone exchange has not reported since {time}: who waits and who talks is shown as it was then.</source>
        <translation>电话交换机自 {time} 起没有报告：等待和通话情况为当时的状态。</translation>
    </message>
    <message>
        <source>Shown as of {time}.</source>
        <translation>显示的是 {time} 的数据。</translation>
    </message>
</context>
<context>
    <name>FloorPlot</name>
    <message>
        <source>{time}: {offered} offered, {answered} answered, {abandoned} gave up</source>
        <translation>{time}：呼入 {offered}，接听 {answered}，放弃 {abandoned}</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Server: away. Calls go on, notes are kept here and sent later.</source>
        <translation>服务器：连接中断。通话不受影响，记录先存本机，稍后发送。</translation>
    </message>
    <message>
        <source>Server: connected</source>
        <translation>服务器：已连接</translation>
    </message>
    <message>
        <source>Telephone: the telephone system&apos;s certificate is not trusted. No calls until the administrator has mended it.</source>
        <translation>电话：电话系统的证书不受信任。管理员修复之前无法通话。</translation>
    </message>
    <message>
        <source>Telephone: calls work, but the server does not see the telephone system.</source>
        <translation>电话：可以通话，但服务器暂时连不上电话系统。</translation>
    </message>
    <message>
        <source>Server: connecting…</source>
        <translation>服务器：正在连接…</translation>
    </message>
    <message numerus="yes">
        <source>Server: connected, sending %n record(s).</source>
        <translation>
            <numerusform>服务器：已连接，正在发送 %n 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>Headset: no sound device in use yet</source>
        <translation>耳机：尚未使用任何声音设备</translation>
    </message>
    <message>
        <source>Telephone: connected</source>
        <translation>电话：已连接</translation>
    </message>
    <message>
        <source>Telephone: connecting…</source>
        <translation>电话：正在连接…</translation>
    </message>
    <message>
        <source>Telephone: the telephone system does not answer. The desk keeps trying by itself.</source>
        <translation>电话：电话系统没有响应，工作台正在自动重试。</translation>
    </message>
    <message>
        <source>Telephone: the account was refused. Sign out and in again, else ask the administrator.</source>
        <translation>电话：分机账号被拒绝。请退出后重新登录，仍不行请联系管理员。</translation>
    </message>
    <message>
        <source>Telephone: not signed in</source>
        <translation>电话：未登录</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) waiting.</source>
        <translation>
            <numerusform>%n 条记录待发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Headset: microphone {capture}, speaker {playback}</source>
        <translation>耳机：麦克风 {capture}，听筒 {playback}</translation>
    </message>
    <message>
        <source>Headset: {devices} is not plugged in.</source>
        <translation>耳机：{devices} 未插入。</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Phone, last 4</source>
        <translation>电话后四位</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>上次就诊</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>does not match</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未答</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>身份已核实</translation>
    </message>
    <message>
        <source>Who is speaking?  {key}</source>
        <translation>核实身份  {key}</translation>
    </message>
    <message>
        <source>Nothing is recorded that could be asked.</source>
        <translation>没有可供核实的记录。</translation>
    </message>
    <message>
        <source>{needed} of {offered} must match.</source>
        <translation>{offered} 项中须有 {needed} 项相符。</translation>
    </message>
    <message>
        <source>Not enough matched. Ask once more, or go on without.</source>
        <translation>匹配项不足。请再问一次，或不核实继续。</translation>
    </message>
</context>
<context>
    <name>IdleView</name>
    <message>
        <source>The next call opens here by itself.</source>
        <translation>下一通来电会自动在这里弹屏。</translation>
    </message>
    <message>
        <source>Your calls today</source>
        <translation>今日通话</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>暂无。</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) talked</source>
        <translation>
            <numerusform>通话 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) answered</source>
        <translation>
            <numerusform>已接听 %n 通</numerusform>
        </translation>
    </message>
    <message>
        <source>Hello, {name}</source>
        <translation>您好，{name}</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Type digits · Esc closes</source>
        <translation>输入数字 · Esc 关闭</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>拨号键盘</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Answer the ringing call</source>
        <translation>接听来电</translation>
    </message>
    <message>
        <source>Hang up, or reject the ringing call</source>
        <translation>挂断，或拒接来电</translation>
    </message>
    <message>
        <source>Hold the call, or take it back</source>
        <translation>保持通话，或取回</translation>
    </message>
    <message>
        <source>Mute the microphone, or unmute it</source>
        <translation>麦克风静音，或取消静音</translation>
    </message>
    <message>
        <source>Keypad: typed digits are sent as tones, Esc closes it</source>
        <translation>拨号键盘：输入的数字以按键音发送，Esc 关闭</translation>
    </message>
    <message>
        <source>Go to the dial field; Enter dials</source>
        <translation>转到拨号框；回车拨出</translation>
    </message>
    <message>
        <source>Say ready</source>
        <translation>置为就绪</translation>
    </message>
    <message>
        <source>Say not ready: menu of reasons, 1 to 9 picks one</source>
        <translation>示忙：弹出原因菜单，1–9 选择</translation>
    </message>
    <message>
        <source>Go to the notes of the call</source>
        <translation>转到通话记录</translation>
    </message>
    <message>
        <source>Choose the outcome with this number</source>
        <translation>选择对应序号的处理结果</translation>
    </message>
    <message>
        <source>Fold or unfold the wrap-up panel</source>
        <translation>收起或展开话后整理面板</translation>
    </message>
    <message>
        <source>Write a message to the patient of the call</source>
        <translation>给本次通话的患者写消息</translation>
    </message>
    <message>
        <source>Call back the selected patient of the list</source>
        <translation>回拨列表中选中的患者</translation>
    </message>
    <message>
        <source>Open the page with this number in the rail</source>
        <translation>打开左侧栏中对应序号的页面</translation>
    </message>
    <message>
        <source>Choose the language</source>
        <translation>选择语言</translation>
    </message>
    <message>
        <source>Show this list of keys</source>
        <translation>显示本快捷键列表</translation>
    </message>
    <message>
        <source>Go to the matter of the call; a part of its name finds it</source>
        <translation>转到来电事由；输入部分名称即可查找</translation>
    </message>
    <message>
        <source>Pause the recording while secrets are said, or resume it</source>
        <translation>说到保密信息时暂停录音，或继续录音</translation>
    </message>
    <message>
        <source>The patient does not want to be recorded: stop for good</source>
        <translation>患者不同意录音：停止录音</translation>
    </message>
    <message>
        <source>Save the wrap-up, or the form of the page</source>
        <translation>保存话后处理或当前页面的表单</translation>
    </message>
    <message>
        <source>Administration: a new entry in the list</source>
        <translation>管理：在列表中新建</translation>
    </message>
    <message>
        <source>Administration: search in the list</source>
        <translation>管理：在列表中搜索</translation>
    </message>
    <message>
        <source>Administration: take back what is not saved</source>
        <translation>管理：撤销未保存的修改</translation>
    </message>
    <message>
        <source>Administration: move the entry up</source>
        <translation>管理：上移条目</translation>
    </message>
    <message>
        <source>Administration: move the entry down</source>
        <translation>管理：下移条目</translation>
    </message>
    <message>
        <source>Lock the desk; the password opens it</source>
        <translation>锁定工作台；输入密码解锁</translation>
    </message>
    <message>
        <source>Listen to the selected call, or pause</source>
        <translation>收听所选通话的录音，或暂停</translation>
    </message>
    <message>
        <source>Take the next call-back of the list</source>
        <translation>领取列表中的下一条回拨</translation>
    </message>
    <message>
        <source>Postpone the selected call-back: 1 to 4 picks a time</source>
        <translation>推迟所选回拨：按 1 至 4 选择时间</translation>
    </message>
    <message>
        <source>Close the selected call-back: 1 to 4 picks the reason</source>
        <translation>关闭所选回拨：按 1 至 4 选择原因</translation>
    </message>
    <message>
        <source>Identity check: go to its first question, or check what was typed</source>
        <translation>身份核实：转到第一个问题，或核对已输入内容</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Calls go on and what you typed is kept. Your password opens the desk.</source>
        <translation>通话照常进行，已输入的内容会保留。输入密码即可解锁。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign out instead</source>
        <translation>改为退出登录</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>User name or password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message>
        <source>Check both and try again.</source>
        <translation>请核对后重试。</translation>
    </message>
    <message>
        <source>This account is switched off.</source>
        <translation>此账号已停用。</translation>
    </message>
    <message>
        <source>Ask your administrator.</source>
        <translation>请联系管理员。</translation>
    </message>
    <message>
        <source>Your sign-in has run out.</source>
        <translation>登录已过期。</translation>
    </message>
    <message>
        <source>What you typed is kept on this computer.</source>
        <translation>您输入的内容已保存在本机。</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>请重新登录。</translation>
    </message>
    <message>
        <source>You signed in at another desk, so this one was signed out.</source>
        <translation>您已在另一工作台登录，此处已退出。</translation>
    </message>
    <message>
        <source>Sign in again if you work here.</source>
        <translation>如在此处工作，请重新登录。</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>服务器没有响应。</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>数据没有丢失。</translation>
    </message>
    <message>
        <source>Try again in a moment; if it stays so, tell your administrator.</source>
        <translation>请稍后重试；若一直如此，请告知管理员。</translation>
    </message>
    <message>
        <source>No password was sent.</source>
        <translation>密码没有发送。</translation>
    </message>
    <message>
        <source>Do not continue. Tell your administrator.</source>
        <translation>请勿继续，并告知管理员。</translation>
    </message>
    <message>
        <source>The server refused this ({code}).</source>
        <translation>服务器拒绝了此操作（{code}）。</translation>
    </message>
    <message>
        <source>Tell your administrator this code.</source>
        <translation>请将此代码告知管理员。</translation>
    </message>
    <message>
        <source>The server gave an answer that this version of the desk cannot read.</source>
        <translation>服务器的回复无法被此版本工作台识别。</translation>
    </message>
    <message>
        <source>Ask your administrator whether the desk must be updated.</source>
        <translation>请向管理员确认是否需要升级。</translation>
    </message>
    <message>
        <source>The system&apos;s credential store is locked.</source>
        <translation>系统凭据库已锁定。</translation>
    </message>
    <message>
        <source>Unlock it and sign in again.</source>
        <translation>请解锁后重新登录。</translation>
    </message>
    <message>
        <source>This user has no telephone account.</source>
        <translation>此用户没有分机账号。</translation>
    </message>
    <message>
        <source>Ask your administrator for an extension.</source>
        <translation>请向管理员申请分机。</translation>
    </message>
    <message>
        <source>Something went wrong in the desk.</source>
        <translation>工作台出现故障。</translation>
    </message>
    <message>
        <source>Calls and notes are not affected.</source>
        <translation>通话与记录不受影响。</translation>
    </message>
    <message>
        <source>Try again; if it comes back, tell your administrator.</source>
        <translation>请重试；若再次出现，请告知管理员。</translation>
    </message>
    <message>
        <source>The folder {directory} cannot be used.</source>
        <translation>无法使用文件夹 {directory}。</translation>
    </message>
    <message>
        <source>Ask your administrator for access to it, or start with another profile.</source>
        <translation>请向管理员申请访问权限，或使用其他配置启动。</translation>
    </message>
    <message>
        <source>Careline is already open for the profile “{profile}”.</source>
        <translation>配置“{profile}”的 Careline 已经打开。</translation>
    </message>
    <message>
        <source>The open desk goes on working.</source>
        <translation>已打开的工作台照常工作。</translation>
    </message>
    <message>
        <source>Use its window, or close it first.</source>
        <translation>请使用该窗口，或先将其关闭。</translation>
    </message>
    <message>
        <source>The server is away.</source>
        <translation>服务器连接中断。</translation>
    </message>
    <message>
        <source>Calls go on. What you save is kept here and sent later.</source>
        <translation>通话不受影响。保存的内容先存本机，稍后发送。</translation>
    </message>
    <message>
        <source>The server is back.</source>
        <translation>服务器已恢复。</translation>
    </message>
    <message>
        <source>The telephone system does not answer.</source>
        <translation>电话系统没有响应。</translation>
    </message>
    <message>
        <source>Your notes are safe.</source>
        <translation>您的记录已妥善保存。</translation>
    </message>
    <message>
        <source>The desk connects again by itself; no calls until then.</source>
        <translation>工作台会自动重连，期间无法通话。</translation>
    </message>
    <message>
        <source>The telephone system is back.</source>
        <translation>电话系统已恢复。</translation>
    </message>
    <message>
        <source>The server is away, so your pause could not be set.</source>
        <translation>服务器连接中断，未能示忙。</translation>
    </message>
    <message>
        <source>Calls may still come. Try again when the server is back.</source>
        <translation>仍可能有来电。服务器恢复后请重试。</translation>
    </message>
    <message>
        <source>You are ready: set at the telephone system while the server is away.</source>
        <translation>您已就绪：服务器中断期间由电话系统设置。</translation>
    </message>
    <message>
        <source>Ready could not be set, neither at the server nor at the telephone system.</source>
        <translation>未能置为就绪：服务器和电话系统均未成功。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>You are in a call.</source>
        <translation>您正在通话中。</translation>
    </message>
    <message>
        <source>Say ready when it is over.</source>
        <translation>通话结束后再置为就绪。</translation>
    </message>
    <message>
        <source>The server did not accept this change of state.</source>
        <translation>服务器未接受此次状态变更。</translation>
    </message>
    <message>
        <source>End it before you sign out.</source>
        <translation>请先结束通话再退出。</translation>
    </message>
    <message>
        <source>You will be signed out when the call is over.</source>
        <translation>通话结束后将自动退出登录。</translation>
    </message>
    <message>
        <source>The call goes on and your notes are kept.</source>
        <translation>通话继续，记录已保存。</translation>
    </message>
    <message>
        <source>The wrap-up time cannot be extended any more.</source>
        <translation>话后整理时间不能再延长。</translation>
    </message>
    <message>
        <source>The telephone in this desk has stopped.</source>
        <translation>工作台的电话已停止工作。</translation>
    </message>
    <message>
        <source>Close the desk and start it again.</source>
        <translation>请关闭工作台并重新启动。</translation>
    </message>
    <message>
        <source>The telephone system could not prove that it is yours: its certificate is not trusted.</source>
        <translation>无法确认电话系统的身份：其证书不受信任。</translation>
    </message>
    <message>
        <source>The desk did not connect to it.</source>
        <translation>工作台没有与其连接。</translation>
    </message>
    <message>
        <source>Tell your administrator.</source>
        <translation>请告知管理员。</translation>
    </message>
    <message>
        <source>The telephone is not connected.</source>
        <translation>电话未连接。</translation>
    </message>
    <message>
        <source>Wait until its dot at the top right is green, then dial again.</source>
        <translation>请等右上角的圆点变绿后再拨。</translation>
    </message>
    <message>
        <source>No number was typed.</source>
        <translation>没有输入号码。</translation>
    </message>
    <message>
        <source>This number is too short.</source>
        <translation>号码太短。</translation>
    </message>
    <message>
        <source>This number is too long.</source>
        <translation>号码太长。</translation>
    </message>
    <message>
        <source>A number cannot have letters in it.</source>
        <translation>号码不能包含字母。</translation>
    </message>
    <message>
        <source>For a name, pick the patient from the list.</source>
        <translation>按姓名拨打时，请从列表中选择患者。</translation>
    </message>
    <message>
        <source>This number has characters that cannot be dialled.</source>
        <translation>号码中含有无法拨出的字符。</translation>
    </message>
    <message>
        <source>You are in a call already.</source>
        <translation>您已在通话中。</translation>
    </message>
    <message>
        <source>End it before you dial.</source>
        <translation>请先结束当前通话再拨号。</translation>
    </message>
    <message>
        <source>This call was not allowed.</source>
        <translation>此呼叫未被允许。</translation>
    </message>
    <message>
        <source>The server is away, so the patient&apos;s number is not known here.</source>
        <translation>服务器连接中断，本机没有患者号码。</translation>
    </message>
    <message>
        <source>Dial the number by hand, or wait for the server.</source>
        <translation>请手动拨号，或等待服务器恢复。</translation>
    </message>
    <message>
        <source>{who} is busy.</source>
        <translation>{who} 忙线中。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>{who} did not answer.</source>
        <translation>{who} 无人接听。</translation>
    </message>
    <message>
        <source>The number of {who} does not exist.</source>
        <translation>{who} 的号码不存在。</translation>
    </message>
    <message>
        <source>The call to {who} did not connect (code {sip_code}).</source>
        <translation>与 {who} 的通话未接通（代码 {sip_code}）。</translation>
    </message>
    <message>
        <source>The line to {who} was lost.</source>
        <translation>与 {who} 的线路中断。</translation>
    </message>
    <message>
        <source>Call back if the talk was not finished.</source>
        <translation>如未谈完，请回拨。</translation>
    </message>
    <message>
        <source>The call with {who} is over.</source>
        <translation>与 {who} 的通话已结束。</translation>
    </message>
    <message>
        <source>A second call from {number} came while you were talking; it heard busy.</source>
        <translation>通话期间 {number} 来电，对方听到忙音。</translation>
    </message>
    <message>
        <source>{who} hung up before you could answer.</source>
        <translation>{who} 在接听前已挂断。</translation>
    </message>
    <message>
        <source>You did not take the call of {who}.</source>
        <translation>您未接听 {who} 的来电。</translation>
    </message>
    <message>
        <source>It went back to the queue.</source>
        <translation>来电已返回队列。</translation>
    </message>
    <message>
        <source>Say ready when you are back.</source>
        <translation>回来后请置为就绪。</translation>
    </message>
    <message>
        <source>The telephone could not do this ({command}).</source>
        <translation>电话未能执行此操作（{command}）。</translation>
    </message>
    <message>
        <source>The call is as it was before.</source>
        <translation>通话保持原状。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>The headset {device} is not plugged in.</source>
        <translation>耳机 {device} 未插入。</translation>
    </message>
    <message>
        <source>Plug it in; the desk takes it again by itself.</source>
        <translation>请插入耳机，工作台会自动恢复使用。</translation>
    </message>
    <message>
        <source>The headset is back.</source>
        <translation>耳机已恢复。</translation>
    </message>
    <message>
        <source>The outcome of the call is missing.</source>
        <translation>尚未选择处理结果。</translation>
    </message>
    <message>
        <source>Choose an outcome, then save.</source>
        <translation>请选择处理结果后保存。</translation>
    </message>
    <message>
        <source>The record of {who} is saved.</source>
        <translation>{who} 的记录已保存。</translation>
    </message>
    <message>
        <source>Saved here, will be sent.</source>
        <translation>已存本机，稍后发送。</translation>
    </message>
    <message>
        <source>The record lies safely on this computer.</source>
        <translation>记录已安全存放在本机。</translation>
    </message>
    <message>
        <source>Everything kept here has been sent.</source>
        <translation>本机暂存的记录已全部发送。</translation>
    </message>
    <message>
        <source>The server refused a record: {reason}</source>
        <translation>服务器拒绝了一条记录：{reason}</translation>
    </message>
    <message>
        <source>It is kept on this computer.</source>
        <translation>该记录保存在本机。</translation>
    </message>
    <message>
        <source>See “Unfinished” on the Desk page.</source>
        <translation>请查看工作台页的“待完成”。</translation>
    </message>
    <message>
        <source>The draft could not be written to this computer&apos;s disk.</source>
        <translation>草稿未能写入本机磁盘。</translation>
    </message>
    <message>
        <source>It stands on the screen only.</source>
        <translation>内容仅在屏幕上。</translation>
    </message>
    <message>
        <source>Save it now, and tell your administrator.</source>
        <translation>请立即保存，并告知管理员。</translation>
    </message>
    <message>
        <source>The record could not be written to this computer&apos;s disk.</source>
        <translation>记录未能写入本机磁盘。</translation>
    </message>
    <message>
        <source>Your notes still stand on the screen.</source>
        <translation>您的记录仍在屏幕上。</translation>
    </message>
    <message>
        <source>Do not close the desk. Tell your administrator.</source>
        <translation>请勿关闭工作台，并告知管理员。</translation>
    </message>
    <message>
        <source>The records kept on this computer could not be read.</source>
        <translation>本机暂存的记录无法读取。</translation>
    </message>
    <message>
        <source>Their file was set aside untouched: {file}</source>
        <translation>原文件已原样另存：{file}</translation>
    </message>
    <message>
        <source>The notes are too long.</source>
        <translation>记录过长。</translation>
    </message>
    <message>
        <source>They are kept on this computer.</source>
        <translation>内容已保存在本机。</translation>
    </message>
    <message>
        <source>Shorten them, then save.</source>
        <translation>请精简后保存。</translation>
    </message>
    <message>
        <source>The patient&apos;s name is missing.</source>
        <translation>缺少患者姓名。</translation>
    </message>
    <message>
        <source>The server does not know this call-back.</source>
        <translation>服务器没有这条回拨任务。</translation>
    </message>
    <message>
        <source>This template is no longer there.</source>
        <translation>该模板已不存在。</translation>
    </message>
    <message>
        <source>Your text was kept.</source>
        <translation>您的文字已保留。</translation>
    </message>
    <message>
        <source>The server does not know this message.</source>
        <translation>服务器上没有这条消息。</translation>
    </message>
    <message>
        <source>The message has left already, or is leaving now.</source>
        <translation>消息已发出或正在发出。</translation>
    </message>
    <message>
        <source>It cannot be taken back any more.</source>
        <translation>已无法撤回。</translation>
    </message>
    <message>
        <source>The template holds {placeholder}, which the server cannot fill.</source>
        <translation>模板中的 {placeholder} 服务器无法填写。</translation>
    </message>
    <message>
        <source>Use the placeholders that are offered.</source>
        <translation>请使用所提供的占位符。</translation>
    </message>
    <message>
        <source>The message cannot go to this recipient.</source>
        <translation>消息无法发送给该收件人。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>未发送任何内容。</translation>
    </message>
    <message>
        <source>Choose another number or address.</source>
        <translation>请选择其他号码或地址。</translation>
    </message>
    <message>
        <source>The message to the patient is kept at the server.</source>
        <translation>发给患者的消息已保存在服务器上。</translation>
    </message>
    <message>
        <source>The server has no key for its recordings.</source>
        <translation>服务器缺少录音密钥。</translation>
    </message>
    <message>
        <source>New recordings wait, nothing is lost.</source>
        <translation>新录音在等待，没有丢失。</translation>
    </message>
    <message>
        <source>Whoever runs the server must put the key back.</source>
        <translation>请服务器管理员恢复密钥。</translation>
    </message>
    <message>
        <source>A recording at the server is damaged.</source>
        <translation>服务器上有录音已损坏。</translation>
    </message>
    <message>
        <source>Whoever runs the server should look at its disk.</source>
        <translation>请服务器管理员检查磁盘。</translation>
    </message>
    <message>
        <source>The server needs attention ({what}).</source>
        <translation>服务器需要处理（{what}）。</translation>
    </message>
    <message>
        <source>Tell whoever runs the server.</source>
        <translation>请告知服务器管理员。</translation>
    </message>
    <message>
        <source>Another agent has this call-back now.</source>
        <translation>这条回拨已由其他坐席接手。</translation>
    </message>
    <message>
        <source>No call-back is open.</source>
        <translation>没有待回拨的任务。</translation>
    </message>
    <message>
        <source>This patient asked not to be called.</source>
        <translation>该患者要求不要致电。</translation>
    </message>
    <message>
        <source>Something went wrong at the server.</source>
        <translation>服务器出现故障。</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>服务器繁忙。</translation>
    </message>
    <message>
        <source>The file could not be written on this computer.</source>
        <translation>文件未能写入本机。</translation>
    </message>
    <message>
        <source>Choose another folder and try again.</source>
        <translation>请选择其他文件夹后重试。</translation>
    </message>
    <message>
        <source>The server does not have this any more.</source>
        <translation>服务器上已没有此内容。</translation>
    </message>
    <message>
        <source>The server does not know this call.</source>
        <translation>服务器上没有此通话。</translation>
    </message>
    <message>
        <source>The server already has another record under this key.</source>
        <translation>服务器上已有相同键的其他记录。</translation>
    </message>
    <message>
        <source>This is not possible in your present state.</source>
        <translation>当前状态下无法执行此操作。</translation>
    </message>
    <message>
        <source>This is more than the server takes at once.</source>
        <translation>内容超出服务器单次接收上限。</translation>
    </message>
    <message>
        <source>Shorten it and try again.</source>
        <translation>请精简后重试。</translation>
    </message>
    <message>
        <source>The server could not read what was sent.</source>
        <translation>服务器无法识别发送的内容。</translation>
    </message>
    <message>
        <source>The server cannot dial this number.</source>
        <translation>服务器无法拨打此号码。</translation>
    </message>
    <message>
        <source>Check the number.</source>
        <translation>请核对号码。</translation>
    </message>
    <message>
        <source>No telephone number is recorded for this patient.</source>
        <translation>此患者没有登记电话号码。</translation>
    </message>
    <message>
        <source>The server does not know this outcome.</source>
        <translation>服务器不认识此处理结果。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请选择其他选项。</translation>
    </message>
    <message>
        <source>The server does not know this reason.</source>
        <translation>服务器不认识此原因。</translation>
    </message>
    <message>
        <source>There is no such patient.</source>
        <translation>没有此患者。</translation>
    </message>
    <message>
        <source>The server could not prove that it is yours: its certificate is not trusted.</source>
        <translation>无法确认服务器的身份：其证书不受信任。</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>您的角色没有此权限。</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>此通话没有录音。</translation>
    </message>
    <message>
        <source>The caller withheld the number, so nobody can be called back.</source>
        <translation>来电者隐藏了号码,无法回拨。</translation>
    </message>
    <message>
        <source>The wrap-up is not complete.</source>
        <translation>话后记录不完整。</translation>
    </message>
    <message>
        <source>What you typed is kept.</source>
        <translation>已输入的内容已保存。</translation>
    </message>
    <message>
        <source>Fill in the marked fields, then save.</source>
        <translation>请填写标记的字段后再保存。</translation>
    </message>
    <message>
        <source>Recording cannot be paused or resumed now: the server that controls it does not answer.</source>
        <translation>现在无法暂停或继续录音：控制录音的服务器没有响应。</translation>
    </message>
    <message>
        <source>It goes on as it is.</source>
        <translation>录音保持原状。</translation>
    </message>
    <message>
        <source>Put the call on hold (F6) before secrets are said, and try again in a moment.</source>
        <translation>在说到保密信息之前先保持通话（F6），稍后再试。</translation>
    </message>
    <message>
        <source>The refusal is noted, but the recording cannot be stopped at this moment.</source>
        <translation>已记录拒绝，但此刻无法停止录音。</translation>
    </message>
    <message>
        <source>As soon as the server is reached it stops, and what was recorded is deleted.</source>
        <translation>一旦连上服务器，录音即停止，已录内容将被删除。</translation>
    </message>
    <message>
        <source>Tell the patient so, or put the call on hold (F6) until then.</source>
        <translation>请告知患者，或在此之前保持通话（F6）。</translation>
    </message>
    <message>
        <source>The call is recorded again: a pause lasts two minutes at most.</source>
        <translation>通话已恢复录音：暂停最长两分钟。</translation>
    </message>
    <message>
        <source>Pause once more if secrets are still being said.</source>
        <translation>如仍在说保密信息，请再次暂停。</translation>
    </message>
    <message>
        <source>The patient refused to be recorded in this call.</source>
        <translation>患者在本次通话中拒绝录音。</translation>
    </message>
    <message>
        <source>It stays unrecorded.</source>
        <translation>本次通话不录音。</translation>
    </message>
    <message>
        <source>The telephone system could not change the recording.</source>
        <translation>电话系统无法更改录音。</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile.</source>
        <translation>其他人已在此期间修改了它。</translation>
    </message>
    <message>
        <source>Nothing was overwritten.</source>
        <translation>没有覆盖任何内容。</translation>
    </message>
    <message>
        <source>Compare both versions and choose.</source>
        <translation>请比较两个版本并选择。</translation>
    </message>
    <message>
        <source>There is no such user any more.</source>
        <translation>该用户已不存在。</translation>
    </message>
    <message>
        <source>There is no such team any more.</source>
        <translation>该团队已不存在。</translation>
    </message>
    <message>
        <source>There is no such queue any more.</source>
        <translation>该队列已不存在。</translation>
    </message>
    <message>
        <source>There is no such holiday any more.</source>
        <translation>该节假日已不存在。</translation>
    </message>
    <message>
        <source>There is no such trunk any more.</source>
        <translation>该中继线已不存在。</translation>
    </message>
    <message>
        <source>There is no such number any more.</source>
        <translation>该号码已不存在。</translation>
    </message>
    <message>
        <source>This user name is taken, perhaps by somebody who is switched off.</source>
        <translation>此用户名已被使用，也可能属于已停用的用户。</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>This extension belongs to {name}, perhaps switched off.</source>
        <translation>此分机属于 {name}（可能已停用）。</translation>
    </message>
    <message>
        <source>This number is already there.</source>
        <translation>此号码已存在。</translation>
    </message>
    <message>
        <source>This name is taken.</source>
        <translation>此名称已被使用。</translation>
    </message>
    <message>
        <source>There is already a holiday on this day for this queue.</source>
        <translation>该队列在这一天已有节假日。</translation>
    </message>
    <message>
        <source>A password needs at least {least} characters.</source>
        <translation>密码至少需要 {least} 个字符。</translation>
    </message>
    <message>
        <source>This is the last administrator: somebody must be able to administer.</source>
        <translation>这是最后一位管理员：必须有人能够管理系统。</translation>
    </message>
    <message>
        <source>Make another administrator first.</source>
        <translation>请先设置另一位管理员。</translation>
    </message>
    <message>
        <source>You cannot switch off, delete or demote yourself.</source>
        <translation>您不能停用、删除或降级自己。</translation>
    </message>
    <message>
        <source>Ask another administrator.</source>
        <translation>请联系另一位管理员。</translation>
    </message>
    <message>
        <source>This person is in a call.</source>
        <translation>此人正在通话。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何更改。</translation>
    </message>
    <message>
        <source>Try again when the call is over.</source>
        <translation>通话结束后再试。</translation>
    </message>
    <message>
        <source>This person stands in the records and cannot be deleted.</source>
        <translation>此人在记录中出现过，不能删除。</translation>
    </message>
    <message>
        <source>Switch the account off instead.</source>
        <translation>请改为停用账户。</translation>
    </message>
    <message>
        <source>This team still has members.</source>
        <translation>该团队仍有成员。</translation>
    </message>
    <message>
        <source>Move them to another team first.</source>
        <translation>请先将成员移到其他团队。</translation>
    </message>
    <message>
        <source>Numbers still lead to this queue.</source>
        <translation>仍有号码指向该队列。</translation>
    </message>
    <message>
        <source>Lead them elsewhere first.</source>
        <translation>请先将号码指向别处。</translation>
    </message>
    <message>
        <source>{waiting} caller(s) wait in this queue.</source>
        <translation>该队列中有 {waiting} 位来电者等候。</translation>
    </message>
    <message>
        <source>Say where they go, or wait.</source>
        <translation>请选择转往的队列，或稍候。</translation>
    </message>
    <message>
        <source>The main queue takes every call that finds no other: it stays.</source>
        <translation>主队列接收所有无处可去的来电，不能删除。</translation>
    </message>
    <message>
        <source>This is the last one: desks need at least one.</source>
        <translation>这是最后一个：坐席至少需要一个。</translation>
    </message>
    <message>
        <source>This is the last trunk: without one nobody can phone in.</source>
        <translation>这是最后一条中继线：没有它就无法来电。</translation>
    </message>
    <message>
        <source>Two opening times overlap, one perhaps from the night before.</source>
        <translation>两段开放时间重叠，其中一段可能来自前一晚。</translation>
    </message>
    <message>
        <source>This time zone is not known.</source>
        <translation>未知的时区。</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>请从列表中选择。</translation>
    </message>
    <message>
        <source>The country code can no longer be changed: patients&apos; numbers are kept by it.</source>
        <translation>国家代码不能再更改：患者号码以此存储。</translation>
    </message>
    <message>
        <source>This is no recording that can be played to callers.</source>
        <translation>此录音无法播放给来电者。</translation>
    </message>
    <message>
        <source>Use WAV with 16 bit, one channel, 8 or 16 kHz, half a second to 90 seconds long.</source>
        <translation>请使用 16 位、单声道、8 或 16 kHz、长 0.5 至 90 秒的 WAV。</translation>
    </message>
    <message>
        <source>The server has no voice for this language.</source>
        <translation>服务器没有此语言的语音。</translation>
    </message>
    <message>
        <source>Upload a recording instead.</source>
        <translation>请改为上传录音。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>There is no such announcement any more.</source>
        <translation>该语音提示已不存在。</translation>
    </message>
    <message>
        <source>The server does not understand these opening hours.</source>
        <translation>服务器无法理解这些开放时间。</translation>
    </message>
    <message>
        <source>The server does not take this from this version of the desk.</source>
        <translation>服务器不接受此版本坐席的这一请求。</translation>
    </message>
    <message>
        <source>This centre has been set up already.</source>
        <translation>该呼叫中心已完成设置。</translation>
    </message>
    <message>
        <source>Sign in.</source>
        <translation>请登录。</translation>
    </message>
    <message>
        <source>The set-up code is wrong.</source>
        <translation>设置码不正确。</translation>
    </message>
    <message>
        <source>The server wrote it at its start, and into the file setup-code of its data folder.</source>
        <translation>服务器启动时会显示它，并写入数据目录中的 setup-code 文件。</translation>
    </message>
    <message>
        <source>The password must not be the user name.</source>
        <translation>密码不能与用户名相同。</translation>
    </message>
    <message>
        <source>This password is one of those tried first by everybody who guesses.</source>
        <translation>这个密码太常见，最容易被猜到。</translation>
    </message>
    <message>
        <source>The password is wrong.</source>
        <translation>密码不正确。</translation>
    </message>
    <message>
        <source>This centre holds no demo data: it is not emptied.</source>
        <translation>该呼叫中心没有演示数据，不会被清空。</translation>
    </message>
    <message>
        <source>Calls are in progress.</source>
        <translation>有通话正在进行。</translation>
    </message>
    <message>
        <source>Try again when they are over.</source>
        <translation>通话结束后再试。</translation>
    </message>
    <message>
        <source>This centre was emptied.</source>
        <translation>该呼叫中心已被清空。</translation>
    </message>
    <message>
        <source>A copy of its database was kept on the server.</source>
        <translation>服务器上保留了数据库副本。</translation>
    </message>
    <message>
        <source>Set up the new centre, or sign in to it.</source>
        <translation>请设置新的呼叫中心，或登录。</translation>
    </message>
    <message>
        <source>This recording is damaged: its file is not as it was stored.</source>
        <translation>这段录音已损坏：文件与保存时不一致。</translation>
    </message>
    <message>
        <source>Tell your administrator; a backup may still have it.</source>
        <translation>请告知管理员；备份中可能还有这段录音。</translation>
    </message>
    <message>
        <source>This recording cannot be opened: its key is not at the server.</source>
        <translation>无法打开这段录音：服务器上没有它的密钥。</translation>
    </message>
    <message>
        <source>The recording itself is kept.</source>
        <translation>录音本身仍然保留。</translation>
    </message>
    <message>
        <source>This part of the recording does not exist.</source>
        <translation>这段录音没有这一部分。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full: it stores nothing at the moment.</source>
        <translation>服务器磁盘已满：目前无法保存任何内容。</translation>
    </message>
    <message>
        <source>What you saved is kept on this computer and sent later.</source>
        <translation>您保存的内容留在这台电脑上，稍后发送。</translation>
    </message>
    <message>
        <source>Tell your administrator now. Calls go on.</source>
        <translation>请立即告知管理员。通话照常进行。</translation>
    </message>
    <message>
        <source>Too many wrong passwords or codes: you have to wait {seconds} s.</source>
        <translation>密码或验证码错误次数过多：请等待 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Then try again, or ask your administrator.</source>
        <translation>然后重试，或联系管理员。</translation>
    </message>
    <message>
        <source>An administrator changed your account, so you were signed out.</source>
        <translation>管理员更改了您的账户，因此您已退出登录。</translation>
    </message>
    <message>
        <source>This code is not right, or was used before.</source>
        <translation>验证码不正确，或已被使用过。</translation>
    </message>
    <message>
        <source>Wait for the next code and type it, or use a recovery code.</source>
        <translation>请等待下一个验证码后输入，或使用恢复码。</translation>
    </message>
    <message>
        <source>The sign-in took too long.</source>
        <translation>登录用时过长。</translation>
    </message>
    <message>
        <source>Begin again with your password.</source>
        <translation>请从输入密码重新开始。</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>密码已更改。</translation>
    </message>
    <message>
        <source>Take another one.</source>
        <translation>请换一个。</translation>
    </message>
    <message>
        <source>The new password is the old one.</source>
        <translation>新密码与旧密码相同。</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>两次输入的新密码不一致。</translation>
    </message>
    <message>
        <source>Type both again.</source>
        <translation>请重新输入两次。</translation>
    </message>
    <message>
        <source>Wait for the next code and type it.</source>
        <translation>请等待下一个验证码后输入。</translation>
    </message>
    <message>
        <source>No second factor is being set up.</source>
        <translation>当前没有正在设置的第二验证方式。</translation>
    </message>
    <message>
        <source>Your role cannot do without a second factor.</source>
        <translation>您的角色必须使用第二验证方式。</translation>
    </message>
    <message>
        <source>What is there could not be copied aside, so nothing was emptied.</source>
        <translation>现有数据无法另存副本，因此没有清空。</translation>
    </message>
    <message>
        <source>Look into the server&apos;s log.</source>
        <translation>请查看服务器日志。</translation>
    </message>
    <message>
        <source>The recording cannot be played.</source>
        <translation>录音无法播放。</translation>
    </message>
    <message>
        <source>A patient of yours to call back has called in and been answered.</source>
        <translation>您要回拨的一位患者已来电并得到接听。</translation>
    </message>
    <message>
        <source>It is off your list.</source>
        <translation>该任务已从您的列表中移除。</translation>
    </message>
    <message>
        <source>This caller was asked three times already.</source>
        <translation>已向来电者询问三次。</translation>
    </message>
    <message>
        <source>What is hidden stays hidden in this call.</source>
        <translation>本次通话中，隐藏内容保持隐藏。</translation>
    </message>
    <message>
        <source>Help without it, or ask your team leader.</source>
        <translation>请在不核实的情况下提供帮助，或请教组长。</translation>
    </message>
</context>
<context>
    <name>NewPatient</name>
    <message>
        <source>New patient</source>
        <translation>新建患者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Allergies, separated by commas</source>
        <translation>过敏（用逗号分隔）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Create and choose</source>
        <translation>建档并选定</translation>
    </message>
    <message>
        <source>Already on record?</source>
        <translation>是否已建档？</translation>
    </message>
    <message>
        <source>Persons on record with a similar name</source>
        <translation>姓名相近的已建档患者</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>请填写姓名。</translation>
    </message>
    <message>
        <source>This is no date of birth: write it as {hint}.</source>
        <translation>出生日期无效，请按 {hint} 填写。</translation>
    </message>
    <message>
        <source>Left empty: the number dialled is stored</source>
        <translation>留空则保存所拨号码</translation>
    </message>
    <message>
        <source>Left empty: the caller&apos;s number is stored</source>
        <translation>留空则保存来电号码</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>PatientCard</name>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警示</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>No known allergies</source>
        <translation>无已知过敏</translation>
    </message>
    <message>
        <source>VIP patient</source>
        <translation>VIP 患者</translation>
    </message>
    <message>
        <source>Allergies: {list}</source>
        <translation>过敏：{list}</translation>
    </message>
    <message>
        <source>Alerts: {list}</source>
        <translation>警示：{list}</translation>
    </message>
    <message>
        <source>Patient {name}, {id}</source>
        <translation>患者 {name}，{id}</translation>
    </message>
</context>
<context>
    <name>PatientMessage</name>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Message to the patient</source>
        <translation>发给患者的消息</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>不用模板</translation>
    </message>
    <message>
        <source>E-mail…</source>
        <translation>电子邮件…</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>电子邮件地址</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Language of the patient</source>
        <translation>患者的语言</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Text, as the patient will read it</source>
        <translation>正文（患者看到的内容）</translation>
    </message>
    <message>
        <source>The number of this call was withheld: no text message can go to it.</source>
        <translation>本次通话未显示号码，无法发送短信。</translation>
    </message>
    <message>
        <source>No gateway is set up yet: the message is kept at the server and waits.</source>
        <translation>尚未设置发送网关：消息将保存在服务器上等待发送。</translation>
    </message>
    <message>
        <source>The text is too long: {most} characters at most.</source>
        <translation>正文过长：最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>refused by the gateway</source>
        <translation>网关拒收</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
</context>
<context>
    <name>Patients</name>
    <message>
        <source>Name or patient id</source>
        <translation>姓名或患者编号</translation>
    </message>
    <message>
        <source>Search patients</source>
        <translation>查找患者</translation>
    </message>
    <message>
        <source>Patients found</source>
        <translation>找到的患者</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) found</source>
        <translation>
            <numerusform>找到 %n 位患者</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody found. Try fewer letters, or the patient id.</source>
        <translation>没有找到。请减少字数，或输入患者编号。</translation>
    </message>
    <message>
        <source>Type a name or an id to find a patient.</source>
        <translation>输入姓名或编号查找患者。</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space plays and pauses, Left and Right go 5 s, Home to the beginning</source>
        <translation>空格键播放和暂停，左右键移动 5 秒，Home 回到开头</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Jump over silence</source>
        <translation>跳过静音</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Desk</source>
        <translation>工作台</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Call-backs</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>Call-backs: {mine} yours, {open} open to everybody</source>
        <translation>回拨：您有 {mine} 条，待领取 {open} 条</translation>
    </message>
</context>
<context>
    <name>RingStrip</name>
    <message>
        <source>Last contact {when}: {summary}</source>
        <translation>上次联系 {when}：{summary}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>none in use yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>This computer has no credential store: your sign-in is kept in an encrypted file.</source>
        <translation>本机没有系统凭据库：登录信息保存在加密文件中。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>听筒</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The desk uses the system&apos;s own choice of devices.</source>
        <translation>工作台使用系统选定的设备。</translation>
    </message>
    <message>
        <source>Careline {version}, free software under GPL-3.0-or-later</source>
        <translation>Careline {version}，自由软件，GPL-3.0-or-later</translation>
    </message>
    <message>
        <source>{name}, extension {extension}</source>
        <translation>{name}，分机 {extension}</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>This is the demo&apos;s centre</source>
        <translation>这是演示用的呼叫中心</translation>
    </message>
    <message>
        <source>Emptying it removes its people, patients and calls (the server keeps a copy), signs everybody out and begins a centre of your own.</source>
        <translation>清空会移除其中的人员、患者和通话（服务器保留副本），注销所有人，并开始您自己的呼叫中心。</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>您的密码</translation>
    </message>
    <message>
        <source>Empty the demo</source>
        <translation>清空演示数据</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Set-up code</source>
        <translation>设置码</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>呼叫中心名称</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Language in which callers are greeted first</source>
        <translation>首先用于问候来电者的语言</translation>
    </message>
    <message>
        <source>Country code of telephone numbers</source>
        <translation>电话号码国家代码</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>User name for signing in</source>
        <translation>登录用户名</translation>
    </message>
    <message>
        <source>Password (at least 10 characters)</source>
        <translation>密码（至少 10 个字符）</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>A new centre</source>
        <translation>新的呼叫中心</translation>
    </message>
    <message>
        <source>This server has no users yet. You make the centre and become its administrator.</source>
        <translation>此服务器尚无用户。您将创建呼叫中心并成为其管理员。</translation>
    </message>
    <message>
        <source>The server wrote it at its start, and into the file setup-code of its data folder.</source>
        <translation>服务器启动时会显示它，并写入数据目录中的 setup-code 文件。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>To the sign-in</source>
        <translation>去登录</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Make the centre</source>
        <translation>创建呼叫中心</translation>
    </message>
    <message>
        <source>Choose a time zone of the list.</source>
        <translation>请从列表中选择时区。</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不一致。</translation>
    </message>
    <message>
        <source>Step {step} of 2</source>
        <translation>第 {step} 步，共 2 步</translation>
    </message>
    <message>
        <source>This is missing: {what}</source>
        <translation>缺少：{what}</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Sign in to your desk</source>
        <translation>登录工作台</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>This computer has no credential store: your sign-in is kept in an encrypted file instead.</source>
        <translation>本机没有系统凭据库：登录信息将保存在加密文件中。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
</context>
<context>
    <name>SignInSteps</name>
    <message>
        <source>Keep these recovery codes where only you find them. Each one opens the desk once if your telephone is lost.</source>
        <translation>请将这些恢复码保存在只有您能找到的地方。手机丢失时，每个恢复码可登录一次。</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Type the six digits your authenticator app shows now, or a recovery code.</source>
        <translation>请输入验证器应用当前显示的六位数字，或一个恢复码。</translation>
    </message>
    <message>
        <source>Somebody else set your password. Choose one that only you know: at least ten characters.</source>
        <translation>您的密码由他人设置。请设置只有您知道的密码，至少十个字符。</translation>
    </message>
    <message>
        <source>Your role needs a second factor. Take a picture of this code with an authenticator app, then type its six digits.</source>
        <translation>您的角色需要第二验证方式。请用验证器应用扫描此码，然后输入其显示的六位数字。</translation>
    </message>
    <message>
        <source>Or type this key into the app:</source>
        <translation>或在应用中输入此密钥：</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>更改密码</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>I have kept the codes</source>
        <translation>我已保存恢复码</translation>
    </message>
    <message>
        <source>Back to the password</source>
        <translation>返回输入密码</translation>
    </message>
    <message>
        <source>Copy the codes</source>
        <translation>复制恢复码</translation>
    </message>
</context>
<context>
    <name>StatusBlock</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>just signed in</source>
        <translation>刚刚登录</translation>
    </message>
    <message>
        <source>Your state</source>
        <translation>您的状态</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>Signed out</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后整理</translation>
    </message>
    <message>
        <source>Not answering</source>
        <translation>未应答</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>正在拨号</translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation>对方振铃</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在接通</translation>
    </message>
    <message>
        <source>In call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Other sex</source>
        <translation>其他性别</translation>
    </message>
    <message>
        <source>Sex not recorded</source>
        <translation>性别未登记</translation>
    </message>
    <message>
        <source>Call from the patient</source>
        <translation>患者来电</translation>
    </message>
    <message>
        <source>Call to the patient</source>
        <translation>致电患者</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>就诊</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已接听</translation>
    </message>
    <message>
        <source>Caller gave up</source>
        <translation>来电者放弃</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无人接听</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>忙线</translation>
    </message>
    <message>
        <source>Did not connect</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Speaks Chinese</source>
        <translation>讲中文</translation>
    </message>
    <message>
        <source>Speaks Russian</source>
        <translation>讲俄语</translation>
    </message>
    <message>
        <source>Speaks English</source>
        <translation>讲英语</translation>
    </message>
    <message>
        <source>Speaks Arabic</source>
        <translation>讲阿拉伯语</translation>
    </message>
    <message>
        <source>Speaks Hebrew</source>
        <translation>讲希伯来语</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>双方</translation>
    </message>
    <message>
        <source>Patient&apos;s side</source>
        <translation>患者一方</translation>
    </message>
    <message>
        <source>Agent&apos;s side</source>
        <translation>坐席一方</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>陌生来电</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) share this number</source>
        <translation>
            <numerusform>%n 人共用此号码</numerusform>
        </translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>Good line</source>
        <translation>线路良好</translation>
    </message>
    <message>
        <source>Fair line</source>
        <translation>线路一般</translation>
    </message>
    <message>
        <source>Poor line</source>
        <translation>线路较差</translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n 岁</numerusform>
        </translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>呼出电话</translation>
    </message>
    <message>
        <source>Outside hours</source>
        <translation>非服务时间</translation>
    </message>
    <message>
        <source>Left a message</source>
        <translation>已留言</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Last contacts</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>No earlier contact with the centre.</source>
        <translation>此前没有与中心联系过。</translation>
    </message>
</context>
<context>
    <name>TodayPlot</name>
    <message>
        <source>Calls per hour</source>
        <translation>每小时通话数</translation>
    </message>
</context>
<context>
    <name>Unfinished</name>
    <message>
        <source>Unfinished</source>
        <translation>待完成</translation>
    </message>
    <message>
        <source>Nothing waits: every record is saved.</source>
        <translation>没有待办：所有记录均已保存。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) saved here, will be sent</source>
        <translation>
            <numerusform>%n 条记录已存本机，稍后发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Refused by the server</source>
        <translation>被服务器拒绝</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish the record of {who}</source>
        <translation>完成 {who} 的记录</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message numerus="yes">
        <source>%n more before the list gives up</source>
        <translation>
            <numerusform>还可尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>Keep the message…</source>
        <translation>保存留言…</translation>
    </message>
    <message>
        <source>Postpone…</source>
        <translation>推迟…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>关闭…</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>领取</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>呼叫记录</translation>
    </message>
    <message>
        <source>Notes for whoever calls</source>
        <translation>给回拨人员的备注</translation>
    </message>
    <message>
        <source>Nobody has called yet.</source>
        <translation>尚无人回拨。</translation>
    </message>
    <message>
        <source>In 30 minutes</source>
        <translation>30 分钟后</translation>
    </message>
    <message>
        <source>In 2 hours</source>
        <translation>2 小时后</translation>
    </message>
    <message>
        <source>In 4 hours</source>
        <translation>4 小时后</translation>
    </message>
    <message>
        <source>Tomorrow at 9:00</source>
        <translation>明天 9:00</translation>
    </message>
    <message>
        <source>Last call {time}</source>
        <translation>最近来电 {time}</translation>
    </message>
    <message>
        <source>first {time}</source>
        <translation>首次 {time}</translation>
    </message>
    <message>
        <source>not before {time}</source>
        <translation>不早于 {time}</translation>
    </message>
    <message>
        <source>Keep the message</source>
        <translation>保存留言</translation>
    </message>
    <message>
        <source>Call-backs</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>Take the next</source>
        <translation>领取下一条</translation>
    </message>
    <message>
        <source>Call-backs: mine, open, later</source>
        <translation>回拨：我的、待领取、稍后</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Nobody is owed a call.</source>
        <translation>没有需要回拨的患者。</translation>
    </message>
    <message>
        <source>Message kept as {file}</source>
        <translation>留言已保存为 {file}</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Open to everybody</source>
        <translation>待领取</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message numerus="yes">
        <source>%n missed call(s)</source>
        <translation>
            <numerusform>%n 次未接来电</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try/tries</source>
        <translation>
            <numerusform>已尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>{time}</translation>
    </message>
    <message>
        <source>Gave up after {time}</source>
        <translation>等候 {time} 后挂断</translation>
    </message>
    <message>
        <source>Hung up at once</source>
        <translation>接通后立即挂断</translation>
    </message>
    <message>
        <source>Called outside hours</source>
        <translation>非服务时间来电</translation>
    </message>
    <message>
        <source>Left a message ({time})</source>
        <translation>已留言（{time}）</translation>
    </message>
    <message>
        <source>is being called</source>
        <translation>正在呼叫</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无人接听</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>忙线</translation>
    </message>
    <message>
        <source>did not connect</source>
        <translation>未能接通</translation>
    </message>
    <message>
        <source>Solved otherwise</source>
        <translation>已通过其他方式解决</translation>
    </message>
    <message>
        <source>No longer needed</source>
        <translation>不再需要</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>号码有误</translation>
    </message>
    <message>
        <source>Does not want to be called</source>
        <translation>不希望被致电</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A call-back is owed: %n missed call(s)</source>
        <translation>
            <numerusform>需要回拨：%n 次未接来电</numerusform>
        </translation>
    </message>
    <message>
        <source>Returns our call of {time} ({agent})</source>
        <translation>回复我们 {time} 的来电（{agent}）</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Unfold the wrap-up panel</source>
        <translation>展开话后整理面板</translation>
    </message>
    <message>
        <source>You did not take a call, so no more will come. Say ready ({key}) when you are back.</source>
        <translation>您有一通来电未应答，已暂停派话。回来后请按 {key} 置为就绪。</translation>
    </message>
</context>
<context>
    <name>WrapUpFields</name>
    <message>
        <source>Type a part of it</source>
        <translation>输入部分名称</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>原因？</translation>
    </message>
    <message>
        <source>Day of the follow-up</source>
        <translation>随访日期</translation>
    </message>
    <message>
        <source>Reason of the follow-up</source>
        <translation>随访原因</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>More about this call…</source>
        <translation>更多内容…</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Partly</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Not asked for</source>
        <translation>无需求</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>已预约</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>有需求</translation>
    </message>
    <message>
        <source>Waiting list</source>
        <translation>候补</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>患者放弃</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>无法预约</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>是否解决</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>How the patient found us</source>
        <translation>了解本院的途径</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>On which day: {format}, or +7</source>
        <translation>日期：{format}，或 +7</translation>
    </message>
    <message>
        <source>{field} · required</source>
        <translation>{field} · 必填</translation>
    </message>
</context>
<context>
    <name>WrapUpPanel</name>
    <message>
        <source>The server refused this record</source>
        <translation>服务器拒绝了此记录</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后整理</translation>
    </message>
    <message>
        <source>Notes of the call</source>
        <translation>通话记录</translation>
    </message>
    <message>
        <source>What was it about, what was agreed?</source>
        <translation>咨询内容、处理约定…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>发消息…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Throw these notes away for good</source>
        <translation>永久丢弃这些记录</translation>
    </message>
    <message>
        <source>One minute more</source>
        <translation>延长一分钟</translation>
    </message>
    <message>
        <source>Fold the panel</source>
        <translation>收起面板</translation>
    </message>
    <message>
        <source>Go to the current call</source>
        <translation>转到当前通话</translation>
    </message>
    <message>
        <source>Write a message to the patient</source>
        <translation>给患者写消息</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>Notes  {key}</source>
        <translation>记录  {key}</translation>
    </message>
    <message>
        <source>Outcome  {key}</source>
        <translation>处理结果  {key}</translation>
    </message>
    <message>
        <source>Saved here, will be sent</source>
        <translation>已存本机，稍后发送</translation>
    </message>
    <message>
        <source>Draft saved here; the server is away</source>
        <translation>草稿已存本机；服务器连接中断</translation>
    </message>
    <message>
        <source>Draft saved on this computer</source>
        <translation>草稿已存本机</translation>
    </message>
    <message>
        <source>Still missing: {fields}</source>
        <translation>尚缺：{fields}</translation>
    </message>
</context>
</TS>
