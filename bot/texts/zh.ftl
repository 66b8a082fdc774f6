# 界面上说的话。一条一意；变量写在花括号里。

welcome =
    你好，{ $name }！这里是“对练”，练的是处理客户异议：你跟客户谈，谈完给你一张成绩单，每一分都说得出是哪句话得的、哪句话丢的。
    先找一位好说话的试试手：{ $person }。
welcome-button = 去见{ $person } ›
welcome-back = { $name }，又见面了。
bot-about = 跟客户练处理异议：谈一场，得一张每一分都有出处的成绩单。
bot-description =
    对练：在聊天里跟客户练处理异议。

    四种性格、五类异议的客户，会还价，会推脱，也会松口。你打字跟他谈，谈完得一张成绩单，每一分都说得出是哪句话得的、哪句话丢的。
    点“开始”，先见一位好说话的。

help =
    【谈之前】
    /practice  选一位客户，开始练习
    /exam  考试：没有提示，不能收回，人人条件一样
    /private  这次私下练，教练看不到内容
    /drill  小练习，一轮十题

    【谈的时候】
    /hint  要提示：先原则，再方向，再示范；每级扣几分，给之前先说
    /why  上一句好在哪儿、差在哪儿；/why on 每句都讲，/why off 不讲
    /undo  收回最后一句，重说一次：一次谈话只有一回，要扣分
    /status  现在谈到哪儿了
    /quit  不谈了，直接看成绩

    【谈完以后】
    /whatif  回到哪一句，换个说法试试
    /appeal  有一条其实做到了，请教练看
    /rubric  怎么评分
    /progress  练得怎么样了，接下来见谁
    /goal  定个目标

    【关于你】
    /language  切换中文或英文
    /reminders  好久没练、作业到期时提醒：on 开，off 关
    /mydata  把记着的关于你的一切发给你
    /forget  删掉关于你的一切
    /help  这份说明

    其余的话，客户都会当作你对他说的。
help-unknown = 没有“{ $command }”这个命令。下面这些才有：

# 有按钮的地方点得了；终端里只能打字。
tap-one =
    { $channel ->
        [terminal] 回复
       *[telegram] 点一个，或者回复
    }
tap-it =
    { $channel ->
        [terminal] 回复
       *[telegram] 点一下，或者回复
    }
or-tap =
    { $channel ->
        [terminal] { "" }
       *[telegram] ，或者点一下
    }

menu =
    { $count ->
        [one] 挑一位客户：
       *[other] 挑一位客户，{ tap-it }序号：
    }
menu-line = { $number }. { $person }，{ $title } · { $company }
    { "   " }{ $scenario }　{ $stars }
menu-short = { $number }. { $person }
menu-label = { $number }. { $person } · { $scenario }
menu-page = 第 { $page } 页，共 { $pages } 页 ›
menu-page-before = ‹ 第 { $page } 页
menu-home =
    { $mode ->
        [exam] 想让哪一位来考？
       *[practice] 想找哪一位练？
    }
menu-next = 推荐：{ $person }
menu-random = 随便来一位
menu-by =
    { $by ->
        [persona] 按客户性格
        [objection] 按异议类型
        [difficulty] 按难度
       *[sells] 按卖什么
    }
menu-all = 全部 { $count } 位
menu-kind = { $kind }（{ $count } 位）
menu-of = { $kind }
menu-level =
    { $level ->
        [1] 容易 ★☆☆
        [2] 中等 ★★☆
       *[3] 难 ★★★
    }
menu-sells =
    { $what ->
        [machines] 机床
        [tooling] 刀具、夹具
        [service] 维修、改造、工艺
        [automation] 自动化、软件
       *[equipment] 其他设备
    }
menu-back = ‹ 返回
menu-empty = 还没有中文的客户。管理员加上之后就能练了。

brief-head = 客户卡　{ $stars }
brief-person = { $person }，{ $title }
brief-company = { $company }（{ $place }）：{ $trade }
brief-known = 已经知道的：
brief-people = 在场的人（谁说了算、各自图什么，得谈出来）：
brief-offer = 要卖的：{ $offer }
brief-task = 这次去：{ $brief }

expect-ask = 准备一　对方最可能提哪类异议？{ tap-one }序号，可以多选，如“1 3”。回复 0 跳过；也可以不准备，直接开口。
proof-ask = 准备二　带哪些东西去？{ tap-one }序号，可以多选。带得对比带得多好。回复 0 跳过。
skip = 跳过
picked = ✓ { $label }
pick-done = 选好了（{ $count }）›
talk-begins = —— 谈话开始。你说的每句话，{ $person }都听得到。——
talk-resumed = —— 接着上次，{ $person }还在等你。——
talk-ended =
    { $outcome ->
        [agreed] —— 谈成了。——
        [deferred] —— 先放一放，谈话结束。——
        [lost] —— 谈崩了，谈话结束。——
       *[left] —— 你结束了这次谈话。——
    }
kind-ask = 判断一　回头看，客户提的是哪一类异议？{ tap-one }序号；回复 0 跳过。
concern-ask = 判断二　真正让客户迈不过去的，是什么？{ tap-one }序号；回复 0 跳过。
judge-ask = 判断三　这是一位什么样的客户？{ tap-one }序号，可以多选，如“1 2”；回复 0 跳过。
judge =
    { $what ->
        [real] 真实客户：眼下真有事要靠它解决
        [able] 有效客户：钱拿得出，对面这位定得了，或者会报上去定
        [growing] 有增长潜力：往后的量，有数、有日子可说
        [all] 三样都是
       *[none] 一样都不是
    }
judge-alone = “三样都是”和“一样都不是”只能单独选。
choose-number = 没看懂。请{ tap-one } { $from } 到 { $to } 之间的序号。
choose-one = 没看懂。请{ tap-it } { $number }。
key-early = “{ $key }”要等成绩单出来以后才用得上。现在请回复 1 到 { $last } 之间的序号，回复 0 跳过；想直接开口，就把要说的话打出来。
one-only = 这里只能选一个。
talk-stopped-unheard = 好，这次没有开始谈，不计成绩。想练的时候 /practice。
talk-busy = 你正在和{ $person }谈。接着说就行；要换一位，先 /quit。
busy-prepare = 你正在准备见{ $person }。要换一位，先 /quit。
busy-diagnose = 和{ $person }谈完了，还差你的判断。
talk-none = 现在没有在谈的客户。/practice 选一位。
talk-expired = 上次和{ $person }的谈话隔得太久，已经结束了，成绩在下面。
talk-changed = { $person }的资料已经更新，上次的谈话到此为止，成绩在下面。
talk-gone = 上次那位客户已经下架，那次谈话没法接着谈了。/practice 另选一位。
scenario-unknown = 没有“{ $scenario }”这位客户。{ $near }
scenario-unfinished = “{ $scenario }”还没填完，先不给学员谈。duilian check 会指出还差哪里。
scenario-near = 你是不是想找{ $person }（{ $scenario }）？
scenario-near-button = 去见{ $person } ›
scenario-others = /practice 看都有谁。
stale = 这个按钮已经过时了。
too-fast = 发得太快了。从刚才这条起，一分钟之内发来的都不算；一分钟后再接着说，之前的都还在。
talks-enough = 今天已经开了 { $limit } 场谈话，一天最多就这么多，明天再来吧。今天还可以做小练习（/drill），或者看看进步（/progress）。
too-long-reply = 一条消息太长了，客户看不完：最多 { $limit } 个字。刚才那条客户没有听到，分开说吧。
edit-late = 原来那句{ $person }已经听到了，改了也不算。有话接着说。
card-gone = 这次谈话的客户或评分已经换过，逐条的得分看不了了。总分还在 /progress 里。
card-button = 逐条看得分
unseen-what =
    { $kind ->
        [sticker] 看不到贴纸
        [picture] 看不到图片
        [video] 看不了视频
        [animation] 看不到动图
        [round] 看不了视频留言
        [contact] 看不到名片
        [place] 看不到位置
        [poll] 看不到投票
        [dice] 看不到骰子
        [game] 玩不了游戏
        [document] 打不开文件
        [audio] 听不了音频
        [voice] 听不了语音
       *[other] 看不到这种消息
    }
unseen =
    { $kind ->
        [long-voice]
            { $spoken_to ->
                [yes] 这段语音太长了，{ $person }没有听到。一段最多 { $limit } 秒，分开说吧。
               *[no] 这段语音太长了，一段最多 { $limit } 秒。
            }
        [unheard]
            { $spoken_to ->
                [yes] 这段语音没有听清，{ $person }也没有听到。再说一遍，或者打字都行。
               *[no] 这段语音没有听清。再说一遍，或者打字都行。
            }
        [forwarded]
            { $spoken_to ->
                [yes] 转发来的不是你自己的话，{ $person }没有听到。请用自己的话说。
               *[no] 转发来的话这里不算，请自己打字，或者点按钮。
            }
        [via]
            { $spoken_to ->
                [yes] 这条是别的机器人替你写的，{ $person }没有听到。请用自己的话说。
               *[no] 别的机器人替你写的话这里不算，请自己打字，或者点按钮。
            }
        [blank]
            { $spoken_to ->
                [yes] 这条消息里没有字，{ $person }什么也没看到。
               *[no] 这条消息里没有字。
            }
       *[other]
            { $spoken_to ->
                [yes] { $person }{ unseen-what }，请打字说。刚才那条不算你的话。
               *[no] 这里{ unseen-what }，请打字，或者点按钮。/help 看怎么用。
            }
    }
unseen-beside =
    { $spoken_to ->
        [yes] { $person }{ unseen-what }，只看到了你写的字。
       *[no] 这里{ unseen-what }，只看你写的字。
    }
heard = 听到的是：“{ $text }”
heard-how =
    { $pace ->
        [0] 用了 { $seconds } 秒
       *[other] { $lang ->
            [zh] 用了 { $seconds } 秒，每分钟约 { $pace } 字
           *[en] 用了 { $seconds } 秒，每分钟约 { $pace } 个词
        }
    }{ $count ->
        [0] 。
       *[other] ；口头语 { $count } 处：{ $fillers }。
    }
heard-comma = 、
group-hello = 我是对练机器人。练习是一对一的：点下面的按钮，到私聊里找我。
group-open = 到私聊里练
group-button = 这里按了不算，请到和我的私聊里按。

remind = { $name }，有一阵没练了。话术放久了会生，谈上一回就捡起来了。
remind-next = 接下来最该见的是{ $person }，{ $title } · { $company }：{ $scenario }
remind-talk = { $name }，有一阵没练了。上次那场还没谈完，客户还在等你，接着说就行。
remind-start = 去见{ $person }
remind-stop = 不用提醒我
remind-again = 还是提醒我吧
remind-on = 提醒：开。{ $days } 天没练，提醒你一次，就一次；布置给你的作业，到期前一天、过期一天，各提醒一次。
remind-off = 提醒：关。不会再来打扰；想恢复，随时 /reminders on。
remind-none = 这里不发提醒。
back-again = 回来啦。上次没能送到的话，补在下面：

hint-head = 提示　{ $step }（{ $section }）
hint-example = 比如这样说：“{ $model }”换成自己的话再说；照抄的不计分。
hint-first = 提示分三级：原则、方向、示范，一级一级给，各扣各的分，成绩单上会写明。先给{ hint-level }，总分扣 { $cost } 分。要就再发一次 /hint{ or-tap }。
hint-next = 再往下是{ hint-level }，总分扣 { $cost } 分。要就再发一次 /hint{ or-tap }。
hint-level =
    { $level ->
        [principle] 原则
        [direction] 方向
       *[example] 示范
    }
hint-button = 看{ hint-level }（扣 { $cost } 分）
hint-all = 这一步的提示都给过了，接着谈吧。
hint-prepare = 先看客户卡，想想对方会拿什么推。选好序号，或者直接开口。
hint-diagnose = 回想客户反复说的是什么，又是在哪句话之后松动的。

undo-done = 第 { $turn } 句收回了，{ $person }就当没听见。总分扣 { $cost } 分；这次谈话不能再收回了。
undo-said = 接着{ $person }的这句重说：
undo-used = 一次谈话只能收回一句，这次已经用掉了。
undo-nothing = 你还没说过话，没有可收回的。
undo-late = 已经开始判断了，那句话收不回来了。
undo-offer = 后悔最后那句话？现在还能 /undo 收回重说，总分扣 { $cost } 分。
undo-button = 收回最后一句（扣 { $cost } 分）

why-head = 你说“{ $quote }”，读出来是：
why-move = · { $name }　“{ $quote }”
why-perhaps = · 也许是{ $name }　“{ $quote }”（没把握，不扣分，可{ $person }是这么听的）
why-unsure = · 没有一样读得准，好坏都不算
why-nothing = 你还没说过话，没什么可讲的。
why-on = 每句讲评：开。练习的时候，客户每答一句，接着就讲你那句好在哪儿、差在哪儿；考试里没有。/why off 关掉。
why-off = 每句讲评：关。谈完看成绩单；中间想知道就 /why。
why-happened =
    { $what ->
        [FactTold] 问出了实情。
        [ConcernEased] 说到了{ $person }在意的地方。
        [FactGuarded] 问对了地方，可{ $person }还不够信你，不肯说。
        [FactRepeated] 问的是{ $person }已经说过的事。
        [QuestionMissed] 问的这个，{ $person }没什么可答的。
        [AnswerRepeated] 这个理由前面说过了，再说一遍不会更有分量。
        [ExcuseRaised] { $person }又搬出了一条新的说法。
        [SecondMet] { $person }临点头还放不下的那件事，你答上了。
        [DiscountInvited] 价一松口，{ $person }就接着往下压。
        [Interrupted] { $person }话没说完，你就插进来了。
        [Repeated] 一模一样的话说了第二遍。
        [TooLong] 太长了，{ $person }没耐心听完。
        [TooShort] 太短，等于没说。
        [Overlooked] 有句话容易听岔，{ $person }没往心里去。
       *[Interrogated] 一连几句光问不说，像是盘问。
    }
why-change =
    { $what ->
        [trust-rose_much] 明显更信你了
        [trust-rose] 多信了你一点
        [trust-fell] 对你有了点戒心
        [trust-fell_much] 不大信你了
        [interest-rose_much] 兴趣一下子上来了
        [interest-rose] 多了点兴趣
        [interest-fell] 兴趣淡了点
        [interest-fell_much] 没什么兴趣了
        [patience-rose_much] 气顺多了
        [patience-rose] 气顺了点
        [patience-fell] 有点不耐烦
       *[patience-fell_much] 很不耐烦
    }
why-comma = ，
why-felt = { $person }听了：{ $changes }。
why-unmoved = { $person }听了没什么反应。

mode-is =
    { $mode ->
        [exam] 这次是考试：没有提示，不能收回，谈完才讲评；谁来考这位客户，条件都一样。
       *[practice] 这次是练习：谈的时候可以 /hint、/why、/undo。想考一考就 /exam。
    }
mode-button =
    { $mode ->
        [exam] 改成考试
       *[practice] 改成练习
    }
mode-settled =
    { $mode ->
        [exam] 已经开谈了，这次就是考试。
       *[practice] 已经开谈了，这次只能按练习算。想考，谈完再 /exam。
    }
exam-refuses = 考试里没有这个：提示、收回、逐句讲评都要等到练习。谈完了看成绩单。

status-talk =
    正在和{ $person }谈（{ $scenario }），说了 { $turns } 句，最多 { $limit } 句。
    信任：{ $trust }　耐心：{ $patience }　兴趣：{ $interest }
status-prepare = 正在准备见{ $person }（{ $scenario }）。
status-diagnose = 和{ $person }谈完了，等你的判断。
status-idle =
    { $talks ->
        [0] 你还没有练过。/practice 选一位客户。
       *[other] 你练过 { $talks } 次，最近一次 { $score } 分。/practice 再来一位。
    }
meter =
    { $level ->
        [high] 高
        [middle] 一般
       *[low] 低
    }

language-ask = 用哪种语言？
language-set = 好，以后用中文。
language-same = 现在用的就是中文。
language-open = 这次谈话还是用原来的语言；界面已经换成中文。

card-head = 成绩单　{ $person } · { $scenario }
card-score = { $score } 分　{ $band }
card-outcome =
    { $outcome ->
        [agreed] 结果：谈成
        [deferred] 结果：暂缓
        [lost] 结果：谈崩
        [left] 结果：中途离开
       *[none] 结果：没有谈完
    }
card-truth = 这是{ $kind }。{ $about }
card-concern = 真正的顾虑：{ $concern }
card-people = 在场的人，各要什么（✓ 你讲到了，✗ 没讲到）
card-person-won = ✓ { $person }，{ $title }{ $decides ->
    [yes] （说了算的）
   *[no] { "" }
}：{ $wants }
card-person-missed = ✗ { $person }，{ $title }{ $decides ->
    [yes] （说了算的）
   *[no] { "" }
}：{ $wants }
card-step = { $id } { $name }　{ $points }/{ $of }
card-step-unrated = { $id } { $name }　这次不评
card-group = { $name }　{ $points }/{ $of }
card-yes = ✓ { $reason }
card-upheld = ✓ { $reason }（申诉后认可）
card-part = ◐ 只做到一部分。{ $reason }
card-no = ✗ { $reason }
card-untried =
    { $test ->
        [never] 几句话都没有实在内容，谈不上守没守住价。
       *[not_chased] 没有问过借口背后是什么，谈不上没被牵着走。
    }
card-quote = { "  " }第 { $turn } 句“{ $quote }”
card-mode =
    { $mode ->
        [exam] 模式：考试
       *[practice] 模式：练习
    }
card-private = 私下练的，教练看不到
card-help = 谈话中用的帮助
card-hints = −{ $cost }　{ $count } 次提示：{ $which }
card-hint =
    { $level ->
        [principle] 第 { $turn } 句之前，“{ $step }”的原则（{ $cost }）
        [direction] 第 { $turn } 句之前，“{ $step }”的方向（{ $cost }）
       *[example] 第 { $turn } 句之前，“{ $step }”的示范（{ $cost }）
    }
card-hint-comma = ；
card-retry = −{ $cost }　收回了第 { $turn } 句，重说了一次
card-mistakes = 失误
card-uncounted = 不计分的话
card-mistake = −{ $cost }　{ $reason }
card-turning = 转折点：第 { $turn } 句“{ $quote }”，信任 { $change }。
card-focus = 下次只改一件事：{ $advice }
card-model = 可以这样说：“{ $model }”
card-focus-first = 下次先改：{ $advice }
card-focus-also = 还可以改：{ $advice }
card-model-at = 第 { $turn } 句的地方，可以这样说：“{ $model }”
card-model-own = 你当时说的是：“{ $bad }”不好在哪儿：{ $why }
card-model-bad = 别这样说：“{ $bad }”不好在哪儿：{ $why }
judged-head = 你的判断（✓ 对　✗ 错　– 没答）
judged-kind-right = ✓ 异议的类型
judged-kind-wrong = ✗ 异议的类型，不是{ $taken }。{ $taken }是这样的：{ $about }
judged-kind-skipped = – 异议的类型
judged-why =
    { $what ->
        [price] { "  " }嫌的是“{ $said }”，心里的账是“{ $meant }”。争的是值不值，所以是价格异议。
        [capability] { "  " }嘴上说“{ $said }”，放不下的是“{ $meant }”。信不过的是产品和厂家行不行，所以是能力异议。
        [false] { "  " }“{ $said }”只是推托，答得再好也不会买；实情是“{ $meant }”。所以是虚假异议。
        [genuine] { "  " }“{ $said }”问得直接、具体；要什么也当面讲明了：“{ $meant }”。话里没有藏别的，所以是真实异议。
       *[hidden] { "  " }嘴上是“{ $said }”，答了也不松口；没说出口的是“{ $meant }”。所以是隐藏异议。
    }
judged-concern-right = ✓ 真正的顾虑
judged-concern-wrong = ✗ 真正的顾虑，不是“{ $taken }”
judged-concern-skipped = – 真正的顾虑
judged-trait =
    { $what ->
        [real-yes] { $mark } 是不是真实客户？是。{ $why }
        [real-no] { $mark } 是不是真实客户？眼下不是。{ $why }
        [able-yes] { $mark } 是不是有效客户？是。{ $why }
        [able-no] { $mark } 是不是有效客户？眼下不是。{ $why }
        [growing-yes] { $mark } 有没有增长潜力？有。{ $why }
       *[growing-no] { $mark } 有没有增长潜力？眼下看不出。{ $why }
    }
stages-head = 三个阶段（基础篇 八 3，不计分）
stage-line =
    { $stage ->
        [opening] { $mark } 导入　{ $reasons }
        [exchange] { $mark } 过渡　{ $reasons }
       *[conclusion] { $mark } 结论　{ $reasons }
    }
stage-reason =
    { $what ->
        [greeted-yes] 问了好或道了谢（{ $section }）
        [greeted-no] 没有问候，也没有道谢（{ $section }）
        [heard_out-yes] 听到异议，没有顶回去（{ $section }）
        [heard_out-no] 一听异议就顶、就推或者就催（{ $section }）
        [asked_first-yes] 先问清，再解答（{ $section }）
        [asked_first-no] 没有先问清情况（{ $section }）
        [used-yes] 问到的情况，后面用上了（{ $section }）
        [used-no] 没问出情况，或者问出来没用上（{ $section }）
        [step_agreed-yes] 约好了下一步（{ $section }）
        [step_agreed-no] 没有约成下一步（{ $section }）
        [took_leave-yes] 道谢告别，走得体面（{ $section }）
       *[took_leave-no] 没有道谢告别，或者闹僵了（{ $section }）
    }
stage-comma = ；
stage-unsure = 话里看不真切，不评
stage-missing = 没有谈到这一段
card-before =
    { $change ->
        [0] 和上次一样，{ $last } 分。
       *[other] 上次 { $last } 分，这次 { $signed }。
    }
card-lately =
    { $change ->
        [0] 和前 { $count } 次的平均分一样，{ $mean } 分。
       *[other] 前 { $count } 次平均 { $mean } 分，这次 { $signed }。
    }
card-first = 这是你的第一张成绩单。
again-button = 再跟{ $person }谈一次
other-button = 换一位
talk-hint-button = 要提示
talk-undo-button = 收回上一句（−{ $cost }）
card-next = /practice 再来一位；/whatif（或者回复 w）回到哪一句，换个说法试试。

fit-head = 跟{ $type }的客户合不合拍
fit-suits = 这类客户看重的就是这个。
fit-jars = 这类客户不爱听这样的话。

fab-head = 产品是怎么讲的：特征→优点→利益
fab-link =
    { $move ->
        [feature] { "  " }特征：第 { $turn } 句“{ $quote }”
        [advantage] { "  " }优点：第 { $turn } 句“{ $quote }”
       *[benefit] { "  " }利益：第 { $turn } 句“{ $quote }”
    }
fab-gap =
    { $gap ->
        [stopped_at_feature] ✗ 停在了特征上：没说它能做什么，也没说对方能得到什么。
        [stopped_at_advantage] ✗ 停在了优点上：没说对方能得到什么。
        [only_proved] ◐ 有据可查，还差一句“对您来说……”。
        [no_advantage] ◐ 从特征一步跳到了利益，中间少一句“所以……”。
       *[no_feature] ◐ 好处说了，凭什么没说：前面补一句“因为……”。
    }
fab-speaks =
    { $role ->
        [user] ✓ 这个利益，说的正是使用的人关心的事。
        [production] ✓ 这个利益，说的正是管生产的人关心的事。
        [purchasing] ✓ 这个利益，说的正是管采购的人关心的事。
        [management] ✓ 这个利益，说的正是管经营的人关心的事。
       *[owner] ✓ 这个利益，说的正是老板关心的事。
    }
fab-elsewhere =
    { $role ->
        [user] ◐ 这个利益不归使用的人操心。要说怎么省力、好用、少返工。
        [production] ◐ 这个利益不归管生产的人操心。要说产量、质量、停机和交期。
        [purchasing] ◐ 这个利益不归管采购的人操心。要说总花费、交期，出了事怎么交代。
        [management] ◐ 这个利益还没说到经营上。要说成本、利润、订单和风险。
       *[owner] ◐ 这个利益还没落到老板的账上。再说一步：多挣多少、多接什么活、少担什么风险。
    }
fab-fault =
    { $why ->
        [overpromise] ✗ 夸大：话说过了头，拿不出事实来。
        [too_long] ✗ 啰嗦：讲得太长，这位客户听不下去。
        [features] ✗ 啰嗦：一口气 { $count } 个特征，没有一句落到利益上。
        [gains] ✗ 面面俱到：一口气 { $count } 样好处，没有一个数，不分主次。
        [answers] ✗ 面面俱到：一句话里摆出 { $count } 样东西，对方不知道听哪样。
        [flawless] ✗ 面面俱到：说得一点不足都没有，反而没人信。
       *[same_words] ✗ 一套说辞：第 { $again } 句讲过的，又照样讲了一遍。
    }

appeal-offer = 有哪条你觉得其实做到了？/appeal（或者回复 a）请教练看。
appeal-button = 这条我做到了
appeal-ask = 哪一条你其实做到了？{ tap-it }序号。教练认可了，成绩会重算。
appeal-lost = { $reason }（−{ $points }）
appeal-which =
    { $claim }
    是哪一句？{ tap-it }序号。
appeal-whole = 不是哪一句，要看整场
appeal-quote = “{ $quote }”
appeal-made = 记下了，等教练看。教练认可了，成绩会重算。/appeal 看进展，别的条目也可以申诉。
appeal-state =
    { $state ->
        [open] 已经申诉过，等教练看。
        [upheld] 已经申诉过，教练认可了。
       *[refused] 已经申诉过，教练没有认可。
    }
appeal-note = 教练说：{ $note }
appeal-busy = 先把和{ $person }的这次练完（或者 /quit），再申诉上一次的。
appeal-none = 还没有可以申诉的成绩单。/practice 先练一次。
appeal-nothing = 这张成绩单上没有丢分的地方，没什么可申诉的。
appeal-recorded = 准备时选了什么、谈完怎么判断、谈话怎么收场，都是照记录算的，不是从话里读出来的，不会读错，所以不能申诉。
appeal-private = 这次是私下练的，教练看不到内容，也就没法申诉。
appeal-upheld =
    和{ $person }的那次谈话，教练认可了你的申诉：{ $reason }{ correction-score }
appeal-refused = 和{ $person }的那次谈话，教练没有认可你的申诉：{ $reason }成绩不变。

private-how = 想私下练？/private：教练只知道你练过，看不到内容，也看不到成绩。
private-back = 这次是私下练的。改主意了就再发一次 /private。
private-close = 私下练
private-open = 不私下练了
private-on = 好，这次私下练：教练只知道你什么时候和哪位客户练过，看不到你说了什么、得了几分。
private-off = 好，这次照常，教练看得到。
private-none = 还没选客户。先 /practice 选一位，开谈之前再发 /private。
private-late = 已经开谈了，这次没法改成私下练。下次在开谈之前发 /private。
private-kept = 这次本来就是私下练的，教练看不到内容。开谈以后不能再改。

picture-head = 成绩单
picture-caption = 成绩单　{ $person } · { $scenario }：{ $score } 分，{ $band }
picture-steps = 七个步骤
picture-unrated = 这次不评
picture-feelings = 客户的信任和耐心（每句话之后）
picture-trust = 信任
picture-patience = 耐心
picture-turning = 转折点：第 { $turn } 句，信任 { $change }
picture-quote = “{ $quote }”
picture-mistakes =
    { $cost ->
        [0] 没有失误
       *[other] 失误，共扣 { $cost } 分
    }
picture-mistake =
    { $count ->
        [1] { $reason }（第 { $turns } 句）
       *[other] { $reason }（第 { $turns } 句，{ $count } 次）
    }
picture-uncounted = 有 { $count } 句不计分（第 { $turns } 句），扣 { $cost } 分
picture-help = 用了帮助，扣 { $cost } 分
picture-comma = 、
picture-more = 另外还有 { $count } 处
picture-upheld = 其中 { $count } 条经申诉认可
picture-focus =
    { $count ->
        [1] 下次只改一件事
       *[other] 下次先改
    }
picture-focus-also = 还可以改
picture-model =
    { $turn ->
        [0] 可以这样说：
       *[other] 第 { $turn } 句的地方，可以这样说：
    }

whatif-button = 换一句话试试
whatif-ask = 和{ $person }的这次谈话，哪一句想换个说法？{ tap-it }序号；回复 0 不试了。
whatif-turn = 回到和{ $person }谈的第 { $turn } 句。
whatif-before = 客户刚说完：
whatif-said = 你当时说：
whatif-how = 现在你会怎么说？打出来就行；回复 0 另选一句。
whatif-held = ▍当时这样说
whatif-tried = ▍换成这样说
whatif-reply = “{ $reply }”
whatif-read = 读作：{ $moves }
whatif-comma = 、
whatif-answer = 客户回答：
whatif-felt =
    客户心里：{ $trust ->
        [up-lot] 信任多了不少
        [up-bit] 信任多了一点
        [down-bit] 信任少了一点
        [down-lot] 信任少了一大截
       *[same] 信任没变
    }，{ $patience ->
        [up-lot] 耐心多了不少
        [up-bit] 耐心多了一点
        [down-bit] 耐心少了一点
        [down-lot] 耐心少了一大截
       *[same] 耐心没变
    }，{ $interest ->
        [up-lot] 兴趣大了不少
        [up-bit] 兴趣大了一点
        [down-bit] 兴趣小了一点
        [down-lot] 兴趣小了一大截
       *[same] 兴趣没变
    }。
whatif-score = 要是谈到这里为止：{ $score } 分
whatif-scored =
    { $change ->
        [0] 要是谈到这里为止：{ $score } 分，一样
       *[other] 要是谈到这里为止：{ $score } 分（{ $signed }）
    }
whatif-again = 只是试试，不算成绩。再打一句就再试一次；回复 0 另选一句。
whatif-another = 另选一句
whatif-leave = 不试了
whatif-left = 好，不试了。/practice 再来一位。
whatif-busy = 先把和{ $person }的这次练完（或者 /quit），再回头试上一次的。
whatif-none = 还没有打过分的谈话，没有哪一句可以回头换。/practice 先练一次。
whatif-gone = 那位客户的资料后来改过，回不到当时了。/practice 再来一位。

rubric-head = 评分标准　{ $person } · { $scenario }（第 { $version } 版）
rubric-head-any = 评分标准（第 { $version } 版）
rubric-how = 每一步看拿到了几成，按权重合成总分，满分 100。这次用不上的、没把握读准的，都不计；失误从总分里另扣，扣到 20 分以下，再扣就越来越轻，不会扣成负分。
rubric-step = { $id } { $name }　权重 { $weight }（{ $section }）
rubric-group = { $name }　权重 { $weight }（{ $section }）
rubric-weighs = { $chapter }　权重 { $weight }
rubric-look = 每一步问什么、各值几分，在下面的按钮里。
rubric-name = { $id } { $name }
rubric-on = 下一项：{ $chapter } ›
rubric-lost = 失误和不计分的话
rubric-criterion = · { $asks }{ $points } 分（{ $section }）
rubric-only = 　只用于{ $kinds }
rubric-kinds = 每一步标的是基本权重；异议类型不同，其中几步的权重也不同，列在这里。是哪一类，谈完由你判断；成绩单出来以后，/rubric 就只列那一类。
rubric-kind = · { $name }：{ $weights }
rubric-weight = { $id } { $weight }
rubric-as-is = 都不变
rubric-comma = 、
rubric-mistakes = 失误，从总分里扣
rubric-mistake = · { $name }：{ $means }第一次扣 { $first } 分，再犯每次扣 { $again } 分（{ $section }）
rubric-uncounted = 不计分的话（客户照样听，但不算处理异议）
rubric-unearned = · { $reason }第一次扣 { $first } 分，再有每次扣 { $again } 分
rubric-help = 谈话中的帮助，也从总分里扣（考试时没有）
rubric-hints = · 提示：原则 { $principle } 分，方向 { $direction } 分，示范 { $example } 分
rubric-retry = · 收回最后一句重说：{ $cost } 分，一次谈话只有一回
rubric-bands = 分数段
rubric-band = { $from }–{ $to } 分　{ $name }：{ $says }

command-practice = 选一位客户练习
command-drill = 小练习，一轮十题
command-private = 这次私下练（开谈之前）
command-exam = 考试，没有提示
command-hint = 要提示（扣分先说）
command-why = 上一句为什么好、为什么不好
command-undo = 收回最后一句，重说一次
command-status = 谈到哪儿了
command-rubric = 怎么评分
command-progress = 练得怎么样了
command-goal = 定个目标
command-quit = 不谈了，看成绩
command-whatif = 谈完以后，换一句话试试
command-appeal = 有一条其实做到了，请教练看
command-language = 中文 / English
command-reminders = 好久没练、作业到期时提醒
command-mydata = 把关于我的一切发给我
command-forget = 删掉关于我的一切
command-review = 看学员的谈话，写评语、改判
command-invite = 邀请人来练
command-assign = 布置作业，看谁做完了
command-desk = 打开教练台
command-scenarios = 客户上架、下架、退回旧版
command-help = 怎么用

progress-none = 还没有成绩单。谈完一位，这里就看得到进步。
progress-head =
    { $days ->
        [0] 进步　谈过 { $talks } 次
        [1] 进步　谈过 { $talks } 次
       *[other] 进步　谈过 { $talks } 次 · 连着练了 { $days } 天
    }
progress-lately =
    { $count ->
        [1] 最近一次 { $scores } 分
       *[other] 最近 { $count } 次平均 { $mean } 分：{ $scores }
    }
progress-steps = 七个步骤，最近 { $over } 次平均拿到几成（↗ 在进步　→ 持平　↘ 在退步　· 不到 { $fewest } 次，还看不出）
progress-new = 头一回见的客户谈过 { $count } 位，后一半平均比前一半 { $signed } 分。没见过的人，背台词没有用，真长进看这里。
progress-new-early = 头一回见的客户谈过 { $count } 位，满 { $fewest } 位才看得出是不是真长进。
progress-known = 见过的客户又谈了 { $count } 次，平均比头一回跟同一位谈 { $signed } 分。这里头可能有记住台词的成分，另算。
progress-drills = 小练习，每轮对了几题（↗ 在进步　→ 持平　↘ 在退步　· 没做满 { $fewest } 轮，还看不出）
progress-drill-short = { $way } { $drill }：{ $last }，最好 { $best }
progress-drill = { $way } 上次 { $last }　最好 { $best }　{ $drill }

headway-scores = 最近 { $count } 次成绩
headway-new = 头一回见的客户
headway-known = 见过的客户
headway-steps = 七个步骤拿到几成
headway-how = 最近 { $over } 次平均。↗ 在进步　→ 持平　↘ 在退步　· 不到 { $fewest } 次，还看不出

next-first = 从这位客户开始：
next-due = 接下来　练“{ $step }”：今天该练的里面，这一步最弱，最近平均 { $level }%。
next-later = 接下来　今天没有到期的步骤。最先轮到的是“{ $step }”（{ $due }，最近平均 { $level }%），想接着练也行。
next-new = 这位客户你还没见过：
next-met = 会说中文的客户你都见过了。这位隔得最久，上次是 { $day }：
next-how = { tap-it } 1，就开始。
next-command = 开始：duilian practice { $scenario }

goal-none = 还没有目标。/goal 定一个：哪一步、到几成、什么时候、一周练几次。
goal-busy = 先把这次谈完，再定目标。
goal-ask-step = 目标一　想把哪一步练好？{ tap-one }序号。
goal-ask-target = 目标二　练到几成？看的是连着三次的平均。
goal-ask-until = 目标三　给自己多长时间？
goal-ask-pace = 目标四　一周谈几次？
goal-step = { $step }（现在 { $level }%）
goal-target = { $count }%
goal-weeks = { $count } 周
goal-pace = 每周 { $count } 次
goal-set = 定好了。每谈完一次，都会对照一遍。
goal-plan = 计划　{ $until } 之前，“{ $step }”到 { $target }%，每周谈 { $per_week } 次
goal-do =
    { $owed ->
        [0] 执行　定目标以后谈了 { $talks } 次
       *[other] 执行　定目标以后谈了 { $talks } 次，比计划少 { $owed } 次
    }
goal-check =
    { $standing ->
        [reached] 检查　达到了。
        [missed] 检查　到期了，没达到。
        [behind] 检查　落后了。
        [early] 检查　{ $rated ->
            [0] 还看不出。
           *[other] 这一步才评了 { $rated } 次，还看不出。
        }
       *[on_course] 检查　进展正常。
    }
goal-measured =
    { $over ->
        [1] 这一次是 { $level }%。
       *[other] 最近 { $over } 次平均 { $level }%。
    }
goal-measured-since =
    { $over ->
        [1] 这一次是
       *[other] 最近 { $over } 次平均
    } { $level }%，定目标的时候是 { $start }%。
goal-unmeasured = 定了目标以后，这一步还没评到。
goal-act =
    { $act ->
        [see_first] 处理　再谈 { $wanting } 次再看。
        [keep_on] 处理　照这样练下去。
        [catch_up] 处理　先把落下的 { $owed } 次补上。
        [more_talks] 处理　次数够，长进不够快：建议每周加到 { $per_week } 次。/goal 调整
        [lower] 处理　目标定高了：建议先降到 { $target }%，{ $until } 之前。/goal 调整
        [longer] 处理　时间不够：建议延到 { $until }。/goal 调整
       *[next_goal] 处理　可以定下一个目标了。/goal
    }
goal-replace = 同时只能有一个目标，定了新的，这个就不算了。
goal-adjust = 照建议调整
goal-new = 换一个新目标
goal-keep = 不变
goal-kept = 好，目标不变。

# 教练布置的作业。
task-comma = 、
task-and = ，
task-what =
    { $task ->
        [customer]
            { $count ->
                [1] 和{ $names }谈一次
               *[other] 和{ $names }各谈一次
            }
        [drill] 小练习“{ $names }”做完一轮
        [goal] 把“{ $names }”练到 { $least }%
       *[certificate] 考一张证书：{ $names }
    }
task-mode =
    { $mode ->
        [exam] 考试
       *[practice] 练习
    }
task-least =
    { $task ->
        [drill] 答对 { $least }% 以上
       *[customer] { $least } 分以上
    }
task-how = { $what }（{ $how }）
task-person = { $person } · { $scenario }
task-undated = 没有期限
task-due =
    { $when ->
        [past] { $day } 到期，已经过了；现在做完也算
        [today] 今天（{ $day }）到期
        [tomorrow] 明天（{ $day }）到期
       *[later] { $day } 到期
    }
task-best =
    { $unit ->
        [level] 现在 { $best }%
        [percent] 最好答对 { $best }%
       *[score] 最好 { $best } 分
    }
task-nothing = 还没开始
task-part =
    { $state ->
        [done] ✓ { task-named }
        [begun] { task-named }
       *[nothing] { $name } 还没开始
    }
task-named =
    { $unit ->
        [percent] { $name } { $best }%
       *[score] { $name } { $best } 分
    }
task-drill-button = 做“{ $drill }” ›
task-meet-button =
    { $mode ->
        [exam] 去考{ $person } ›
       *[practice] 去见{ $person } ›
    }

assigned-entry = 布置给你的（{ $count }）
assigned-head = 布置给你的作业，{ $count } 项：
assigned-none = 现在没有布置给你的作业。/practice 选一位客户练习。
assigned-item = ▸ { $what }
assigned-note = 教练说：{ $note }
assigned-private = 私下练的、中途不谈了的，不算作业。
assigned-pick = { tap-one }序号：
assigned-all = 看全部作业
assigned-new = { $coach }给你布置了作业：
assigned-where = 在 /practice 的最后一项里找得到。
assigned-off = 这项作业不用做了：{ $what }
assigned-done = 作业完成：{ $what }。{ $far }。
assigned-theirs = { $name }完成了你布置的作业：{ $what }。{ $far }。
assigned-unscored = 多少分，等你盲评完再看
assigned-line =
    { $count ->
        [1] 布置给你的作业：{ $what }，{ $due }。
       *[other] 布置给你的作业有 { $count } 项，最先的是：{ $what }，{ $due }。
    }
assigned-remind =
    { $when ->
        [soon] { $name }，有作业快到期了：
        [late] { $name }，有作业过期了：
       *[both] { $name }，有作业过期了，还有的快到期了：
    }

assign-staff = 布置作业是教练和管理员的事。/practice 选一位客户练习。
assign-busy = 先把这次谈完，再布置作业（/quit 可以先结束）。
assign-ask =
    { $stage ->
        [whom] 布置给谁？{ tap-one }序号。
        [person] 布置给哪一位？{ tap-one }序号；名字记得一部分，打出来就能找。
        [task] 布置什么？{ tap-one }序号。
        [subjects]
            { $task ->
                [goal] 哪一步？{ tap-one }序号。
                [drill] 哪几个小练习？{ tap-one }序号，可以选几个。
               *[customer] 哪几位客户？{ tap-one }序号，可以选几位。
            }
        [mode] 练习还是考试？{ tap-one }序号。
        [least] 做到什么程度算完成？{ tap-one }序号。
        [due] 什么时候到期？{ tap-one }序号。
       *[given] 布置过的，{ tap-one }序号看谁做了：
    }
assign-group = 全组：{ $group }
assign-person = 某一个人
assign-given = 布置过的作业
assign-somebody = { $name }（{ $where }）
assign-groupless = 没有组
assign-not-found = 没有名字里带“{ $find }”的人。能布置给这些人：
assign-task =
    { $task ->
        [customer] 和客户谈一次
        [drill] 小练习，一轮
        [goal] 把某一步练到多少
       *[certificate] 证书：考过几位客户
    }
assign-mode =
    { $mode ->
        [exam] 考试：没有提示，不能收回
       *[practice] 练习，考试也算
    }
assign-least =
    { $least ->
        [0]
            { $task ->
                [drill] 做完就算
               *[customer] 谈完就算
            }
       *[other]
            { $task ->
                [drill] 答对 { $least }% 以上
                [goal] 最近几次平均到 { $least }%
               *[customer] 每位 { $least } 分以上
            }
    }
assign-due =
    { $days ->
        [0] 没有期限
        [3] 三天以后
        [7] 一周以后
       *[14] 两周以后
    }
assign-sure = 布置给{ $whom }：
assign-members = “{ $group }”全组 { $count } 人
assign-note-how = 想附上一句话，现在打出来；不附就直接定。
assign-yes = 布置下去
assign-made = 布置好了，{ $count } 人。做完了会告诉你。
assign-not-yours = 没有布置：这个人或这个组现在不归你带。
assign-fault =
    { $why ->
        [nobody] 没有可以布置的人。
        [subjects] 没有布置：选的内容刚刚撤下去了。/assign 重新来。
        [note] 附的话太长，最多 { $most } 个字。
       *[due] 没有布置：到期的时间已经过了。/assign 重新来。
    }
assign-none-given = 还没有布置过作业。
assign-line = { $whom }：{ $what }　完成 { $done }/{ $count }
assign-batch = { $what }
    { $due }
assign-their =
    { $done ->
        [True] ✓ { $name }　{ $day } 完成，{ $far }
       *[False] · { $name }　{ $far }
    }
assign-take-back = 收回还没完成的
assign-taken-back = 收回了，{ $count } 人不用再做，已经告诉他们。

certificate-title = 合格证书
certificate-certify = 兹证明
certificate-passed =
    { $count ->
        [1] 在“对练”中与下列客户谈话，通过异议处理考试（{ $least } 分以上为合格）
       *[other] 在“对练”中与下列 { $count } 位客户谈话，通过异议处理考试（每场 { $least } 分以上为合格）
    }
certificate-score = { $score } 分
certificate-by = 考试由{ $by }布置
certificate-day = 完成日期　{ $day }
certificate-code = 证书编号　{ $code }
certificate-check = 教练可以向“对练”发送 /assign { $code } 核对
certificate-caption = 恭喜，这是你的证书。编号可以给教练核对。
certificate-again = 证书　{ $day }
certificate-gone = 这张证书找不到了。
certificate-written = 证书写好了：{ $path }
certificate-unknown = “{ $code }”不是这里发出的证书。编号是三组，每组四位，例如 3F2A-91BC-7D04。
certificate-genuine = 证书 { $code } 是这里发出的：{ $name }，{ $day } 完成。
certificate-line = · { $name }　{ $score } 分　{ $day }

rehearse-who = 学员
rehearse-kind =
    { $kind ->
        [expert] 高手
        [average] 中等
        [discounter] 一味让价
        [arguer] 爱抬杠
        [interrogator] 只会盘问
        [silent] 闷葫芦
       *[random] 乱说一气
    }
rehearse-kept = 已留在记录里：“{ $group }”组，{ $people } 人，{ $talks } 场。
rehearse-bar = 谈成 { $agreed } 暂缓 { $deferred } 谈崩 { $lost }
rehearse-outcome =
    { $outcome ->
        [agreed] 谈成
        [deferred] 暂缓
       *[lost] 谈崩
    }
rehearse-points = 得分
chart-all = { $count } 位客户合在一起
chart-points = 得分，圈是中位数
rehearse-expert = 高手只谈成 { $won }，至少应有 { $least }。
rehearse-arguer = 抬杠的也谈成了 { $won }，最多只该 { $most }。
rehearse-states = 没有人到过的状态：{ $states }
rehearse-lines = 没有人听到过的台词：{ $count } 处里有 { $unsaid } 处，{ $path } 第 { $lines } 行

gaps-no-talks =
    { $days ->
        [0] 还没有谈话可看（私下练的不算）。
       *[other] 最近 { $days } 天没有谈话可看（私下练的不算）。
    }
gaps-summary = { $id }　{ $talks } 次谈话，问的 { $asked } 组，说的 { $offered } 组，共 { $times } 次：{ $biggest }
gaps-biggest = “{ $text }” { $times } 次
gaps-and = {"，"}
gaps-whole =
    { $least ->
        [1] 没有缺口：问到的、说到的，客户都接得上。
       *[other] 没有说到 { $least } 次以上的缺口；--least 1 连只说过一次的也列。
    }
gaps-how = 细看一位：duilian gaps { $id }
gaps-gone = 跳过了客户已经撤掉的谈话：{ $ids }
gaps-head = { $id }　{ $title }　{ $talks } 次谈话，{ $people } 位学员
gaps-kind =
    { $kind ->
        [asked] 问了，对不上任何事实
       *[offered] 说了，对不上任何解答
    }：{ $groups } 组，{ $times } 次
gaps-group = {"  "}{ $times } 次，{ $people } 人　{ $text }
gaps-more = 另有 { $count } 种说法
gaps-nearest =
    { $near ->
        [yes] 可归到 { $entry }
       *[no] 没有相近的，最像 { $entry }
    }（{ $likeness }）
gaps-nothing = 没有要列的缺口。
gaps-rare = 说得太少没列的还有 { $count } 组；--least 1 全列出来。
gaps-learnt = 有 { $count } 句当时对不上，照现在的文件已经对得上，不列。
gaps-unread = 有 { $count } 句的记录这一版读不了，跳过了。
gaps-unasked = 这些谈话里没人问到：{ $ids }
gaps-ungiven = 这些谈话里没人说到：{ $ids }
gaps-yaml = 看过觉得合适的，抄进 { $path }；空着的补上，再跑 duilian check。
gaps-new = 新的：{ $times } 次，{ $people } 人；{ $nearest }
gaps-after = 已有：下面几句接在第 { $line } 行后面

try-help = 想说什么直接输入。:back 收回一句，:again 从头来，:state 看接下来会怎么走，:quit 离开。话步后面，?是问到的事实，=是给出的解答，~是接了的借口。文件改了一存盘，下一句就照新的来。
try-unfilled = 还有 { $left } 处没填（duilian check 会指出来），谈到了会原样念出来。
try-over = 谈话结束了。:back 收回最后一句，:again 从头来。
try-nothing = 没有可以收回的。
try-back = { $left ->
        [0] 收回了，回到开头。
       *[other] 收回了，还剩 { $left } 句，上一轮是：
    }
try-reloaded = 文件存盘了。{ $turns ->
        [0] 还没有说过话。
       *[other] 说过的 { $turns } 句照新的重走了一遍，上一轮现在是：
    }
try-broken = 刚存的文件有错，先照原来的继续。
try-gone = 客户的文件不见了，先照原来的继续。
try-known = 说出的事实：{ $told } · 给出的解答：{ $answered }（要 { $enough } 个）
try-meter =
    { $meter ->
        [trust] 信任
        [patience] 耐心
       *[interest] 兴趣
    }

new-question = { $question }［{ $default }］
new-objection = 客户提哪一类异议？写序号
new-persona = 客户是哪种性格？写序号
new-difficulty = 难不难？写序号
new-level =
    { $level ->
        [1] 容易
        [2] 中等
       *[3] 难
    }
new-product = 卖的是什么？
new-company = 客户是哪家公司？
new-person = 见的是谁？写姓名
new-name = 文件叫什么名字？用小写英文字母、数字和 _
new-later = 以后再填
new-unknown = 没有“{ $value }”，请写 1 到 { $count }。
new-too-long = “{ $value }……”太长，最多 { $limit } 个字。
new-unprintable = 里面有显示不出来的字符，请重新写。
new-no-name = “{ $value }”不能当名字：用小写英文字母、数字和 _，以字母开头，最多 37 个字符。
new-taken = { $path } 已经有了，不会覆盖它。换个名字（--name）。
new-no-folder = 没有内容文件夹 { $path }。看看 config.yaml 里的 content.folder。
new-unwritten = 写不了 { $path }（{ $why }），什么都没留下。看看这个文件夹有没有写的权限，或者在 config.yaml 的 content.folder 里换一个。
new-written =
    写好了：
      { $scenario }
      { $account }
    { $left } 处写着【填：…】的，只有你才知道，填好为止。没填完，你自己就能谈（没填的会原样念出来），学员看不到；填完才上线。
new-next =
    接下来：
      duilian try { $id }{ $config }
          现在就谈一谈，底牌都亮着；边谈边改，一存盘就算数
      duilian check { $files } --lang zh{ $config }
          还有哪里没填、哪里不对

draw-title =
    { $scenario }　{ $title }{ $own ->
        [none] {""}
       *[other] （{ $own } 这位客户自己的，先试）
    }
draw-anywhere = 任何时候
draw-taken =
    { $count ->
       *[other] ▶ 第 { $replies } 句
    }
draw-comma = 、

drill-menu = 小练习，一轮十题，{ tap-it }序号：
drill-none = 还没有中文的小练习。
drill-busy = 你正和{ $person }谈着，谈完再做小练习（/quit 可以先结束）。
drill-gone = 这个小练习刚换了内容，请用 /drill 重新开始。
drill-say = 直接说你的话；回复 0 看答案。
drill-show = 看答案
drill-to =
    听的人：{ $role ->
        [user] 操作的人
        [production] 管生产的
        [purchasing] 管采购的
        [management] 管经营的
       *[owner] 老板
    }。{ $shows }
drill-option =
    { $option ->
        [exaggerating] 夸大
        [rambling] 啰嗦
        [everything] 面面俱到
        [canned] 千篇一律
        [open] 开放式
       *[closed] 封闭式
    }
drill-right = ✓ 对。
drill-wrong = ✗ 是“{ $answer }”。
drill-better =
    { $kind ->
        [open_closed] 换个问法：
       *[fault] 可以这么说：
    }{ $better }
drill-heard = ✓ 听出来了：{ $move }。
drill-unheard = 没听出“{ $move }”，跟下面的说法对照看看。
drill-elsewhere = 有好处，只是听着不像这位操心的事。
drill-amiss = 听着还像是：{ $moves }，这里先不要。
drill-and = {"、"}
drill-model = 好的说法：{ $model }
drill-bad = 不好的说法：{ $bad }
drill-done =
    { $how ->
        [said] 做了 { $of } 题，听出说到位的有 { $right } 题。
       *[chosen] 做了 { $of } 题，对了 { $right } 题。
    }
drill-last = {"　"}上次 { $right }/{ $of }
drill-before = 上一轮是 { $right }/{ $of }。
drill-return =
    { $how ->
        [said] 没说到位的，下一轮先来。
       *[chosen] 没答对的，下一轮先来。
    }
drill-again = 再来一轮
drill-others = 换一种

error-records = 记录暂时存不下来，你刚才那句没有算。请稍后把它再发一遍。
error-file = 文件没有收到，请再发一遍。
error-internal = 出了点问题，你刚才那句没有算。请再发一遍；要是还不行，告诉管理员。

forget-ask =
    要删掉这里记着的关于你的一切：谈话和申诉{ $cards ->
        [0] { "" }
       *[other] （有 { $cards } 张成绩单）
    }、小练习、目标、设置，还有你在哪个组。教练那边也没有了，删了就找不回来。想先留一份，发 /mydata。
forget-invited = 这里凭邀请使用：删了以后还想用，得有新的邀请链接。
forget-how =
    真要删，{ $minutes } 分钟之内{ $channel ->
        [terminal] 打
       *[telegram] 点一下，或者发
    } /forget { $code }。
forget-button = 删掉关于我的一切
forget-stale = 这个确认不对，或者已经过时了，什么都没有删。真要删，再发一次 /forget。
forget-done =
    删完了，关于你的什么都没有留下。{ $channel ->
        [terminal] { "" }
       *[telegram] 这个聊天窗口里的消息在你自己手里，不想留就把聊天也删掉。
    }再来的话，就当是第一次见面。
nothing-kept = 关于你，这里什么都没有记。
mydata-caption = 这里记着的关于你的一切，都在这个文件里。还在谈的那一次，客户心里怎么想要等谈完才看得到。
mydata-written = 这里记着的关于你的一切，都写进了 { $path }。
mydata-unwritten = 写不了 { $path }（{ $why }）。换一个能写的文件夹再启动，再发 /mydata。

invitation-needed = 这里凭邀请使用，点开邀请链接就能开始。
invitation-ask = 没有链接的话，找你的教练或管理员要一个。
invitation-contact = 没有链接的话，找 { $contact } 要一个。
invitation-refused =
    { $why ->
        [used_up] 这个邀请的名额已经用完了。
        [expired] 这个邀请已经过期了。
        [revoked] 这个邀请已经收回了。
       *[unknown] 没有这个邀请，看看链接是不是完整。
    }
invitation-again = 这个邀请你已经用过了，不用再点，接着练就行。
invitation-accepted =
    { $role ->
        [admin] 邀请收下了，你现在是管理员，/help 里有管理员能做的事。
       *[trainee] 邀请收下了，欢迎。
    }
invitation-joined =
    { $role ->
        [coach] 你现在是“{ $group }”的教练。/invite 请学员进来，/review 看他们的谈话，/assign 布置作业。
        [admin] 你现在是管理员，也是“{ $group }”的教练。
       *[trainee] 你现在是“{ $group }”的学员。这个组的教练看得到你怎么练，私下练的除外（/private）。
    }

invite-staff = 邀请人是教练和管理员的事。/practice 选一位客户练习。
invite-no-group = 你还没有带组，请管理员给你一个。
invite-ask =
    请谁进来？{ tap-one } /invite 组名 20人 30天。不写人数就是 1 人，不写天数就是 7 天。{ $role ->
        [admin] { "" }
            请的是教练或管理员，加上“教练”“管理员”；新的组，组名前加“+”。
       *[coach] { "" }
    }
    /invite 列表 看发出去的邀请，/invite 收回 邀请码 收回一个。
invite-groups = 现有的组：{ $groups }
invite-comma = 、
invite-ungrouped = 不分组
invite-list-button = 发出去的邀请
invite-usual = 请人进“{ $group }”：
invite-usual-ungrouped = 请人进来，不分组：
invite-role =
    { $role ->
        [coach] 教练
        [admin] 管理员
       *[trainee] 学员
    }
invite-terms = { invite-role } { $people } 人，{ $days } 天
invite-where = “{ $group }”
invite-made = 邀请好了：{ $where }，{ $terms }，{ $until } 之前有效。把下面这条转给对方，每人只能用一次。
invite-link = 点开这个链接，就可以和“对练”里的客户练异议处理了：{ $link }
invite-code = 对方发这一行就行：/start { $code }
invite-range = 一个邀请最多 { $people } 人、{ $days } 天，最少 1 人、1 天。
invite-name = 组名太长，或者有显示不出来的字符：最多 { $chinese } 个汉字，或 { $letters } 个英文字母。
invite-own-only = 教练只能请学员进自己带的组。
invite-coach-group = 教练要带一个组，写上组名。
invite-unknown = 还没有“{ $group }”这个组。{ $near }要新建，{ tap-it } /invite +{ $group }。
invite-near = 是不是“{ $group }”？
invite-into = 请进“{ $group }”
invite-new = 新建“{ $group }”
invite-list = 还能用的邀请：
invite-line = { $number }. { $where }　{ invite-role }，用了 { $used }/{ $people }，{ $until } 之前　{ $code }
invite-none = 没有还能用的邀请。
invite-revoke = 收回第 { $number } 个
invite-revoke-this = 收回这个邀请
invite-revoked = 收回了。已经进来的人不受影响。
invite-gone = 没有这个邀请，或者它已经用不了了。

help-staff =
    【管理】
    /review  看学员的谈话：申诉、评语、改判
    /invite  发邀请链接，看发出去的，收回
    /assign  给带的人布置作业，看谁做完了，收回
    /desk  在浏览器里打开教练台：谁练得怎样，每次谈话的原文
help-admin =
    /scenarios  客户上架、下架、退回旧版；把写好的 YAML 文件发过来，查过就上线
scenarios-admins = 这是管理员用的。/practice 选一位客户练习。
scenarios-head =
    一共 { $count } 位客户，现在是第 { $number } 版。
    ● 上架　○ 下架　◌ 没填完，不给学员谈
scenarios-line =
    { $on ->
        [True] ●
        [unfinished] ◌
       *[other] ○
    } { $number }. { $title } · { $person }
    { "   " }{ $scenario }
scenarios-switch-off = 下架 { $number }
scenarios-switch-on = 上架 { $number }
scenarios-off = “{ $title }”下架了。正在谈的可以谈完；想让他回来，再按“上架”。
scenarios-on = “{ $title }”又上架了。
scenarios-other = { $name } 不是这里用得上的文件，什么都没有变。能发来的是 YAML 文件（.yaml 或 .yml），一个文件装一样：一位客户、一份客户资料，或者一种小练习。
scenarios-past = 以前的版本
scenarios-past-head = 最近几版，最上面的是现在的：
scenarios-past-line =
    { $number }. { $at }　{ $by ->
        [folder] 内容文件夹有改动
        [nobody] 已不在这里的人
       *[other] { $by }
    }　{ $note }
scenarios-back = 退回第 { $number } 版
scenarios-went-back = 退回了第 { $past } 版的内容，现在是第 { $number } 版。正在谈的不受影响。
scenarios-large = 文件太大，最多 { $limit } KB。一位客户一个文件，不用这么大。
scenarios-broken = { $name } 有错，什么都没有变。改好再发：
scenarios-unfilled = { $name } 还没填完，所以没有上线，什么都没有变。填好再发：
scenarios-strange = 看不出 { $name } 是什么：客户要有 lang、persona 和 objection，客户资料要有 company，小练习要有 items。
scenarios-same = { $name } 和现在用的一样，什么都没有变。
scenarios-live = { $path } 上线了，现在是第 { $number } 版。正在谈的人接着跟原来的客户谈。
scenarios-folder = 内容文件夹里改动的文件有错，所以还没有上线：
scenarios-more = ……还有 { $count } 处。

# 导出：表格、报告、拜访记录
export-comma = 、
export-yes = 是
export-mode =
    { $mode ->
        [exam] 考试
       *[practice] 练习
    }
export-outcome =
    { $outcome ->
        [agreed] 谈成
        [deferred] 暂缓
        [lost] 谈崩
        [left] 中途离开
        [private] 私下练的
       *[none] 没有谈完
    }
export-label =
    { $what ->
        [trainee] 学员
        [customer] 客户
        [type] 客户类型
        [objection] 异议
        [when] 时间
        [mode] 方式
        [outcome] 结果
        [score] 总分
        [period] 起止
        [people] 人数
        [talks] 场次
        [private] 其中私下练的
        [agreed] 谈成
       *[mean] 平均分
    }
export-met = { $person }，{ $title }，{ $company }
export-took = { $at }（{ $minutes } 分钟）
csv-column =
    { $column ->
        [person] 编号
        [name] 姓名
        [groups] 组
        [talk] 谈话
        [scenario] 场景
        [customer] 客户
        [type] 客户类型
        [objection] 异议
        [mode] 方式
        [private] 私下练的
        [started] 开始
        [minutes] 分钟
        [replies] 句数
        [outcome] 结果
        [score] 总分
        [turn] 第几句
        [at] 时间
        [reply] 学员说
        [moves] 话步
        [trust] 信任
        [patience] 耐心
        [interest] 兴趣
       *[answer] 客户答
    }
report-talk = { $name }：{ $scenario }
report-many = { $title }
report-under = 对练报告
report-heading =
    { $what ->
        [score] 成绩
        [next] 下次怎么做
        [points] 逐条得分
        [mistakes] 失误
        [uncounted] 不计分的话
        [help] 用过的帮助
        [words] 谈话经过
        [steps] 七步掌握得怎么样
        [people] 各人各步（平均得分率，%）
        [customers] 各位客户
       *[talks] 各场谈话
    }
report-points = { $points }/{ $of }
report-unrated = 不评
report-upheld = { $reason }（申诉后认可）
report-corrected = { $reason }（教练改判：{ $why }）
report-turn = 第 { $turn } 句
report-aid =
    { $aid ->
        [principle] 提示：讲道理
        [direction] 提示：指方向
        [example] 提示：给示范
       *[retry] 收回上一句重说
    }
report-reply = { $name } · 第 { $turn } 句
report-note =
    { $changed ->
        [yes] { $moves }　信任 { $trust }（{ $change }）
       *[no] { $moves }　信任 { $trust }
    }
report-no-card = 还没有成绩单，或者学员还没看到。
report-private = 这场是私下练的，只有学员自己看得到内容和成绩。
report-none = 这段时间没有谈话。
report-everybody = 全体学员
report-period = { $since } 到 { $until }
report-weakest = 最弱的是 { $step } 步“{ $name }”。
report-last = 只列最近 { $count } 场。
report-foot = 对练 Duilian　谈话 { $talk }　评分规则第 { $rubric } 版
report-foot-many = 对练 Duilian　分数取每场谈话最新的成绩单
visit-title = 客户拜访记录表
visit-under = 按一场对练谈话填写，不是真实的拜访
visit-foot = 对练 Duilian
visit-field =
    { $field ->
        [date] 拜访日期
        [seller] 拜访人
        [way] 拜访方式
        [company] 客户名称
        [place] 所在地
        [trade] 主营业务
        [met] 拜访对象
        [decider] 决策人
        [purpose] 拜访目的
        [product] 洽谈产品
        [objection] 客户异议
        [concern] 真正的顾虑
        [learnt] 了解到的情况
        [offered] 我方的答复和方案
        [outcome] 洽谈结果
        [next] 下一步
        [judged] 对客户的判断
        [departments] 需要配合的部门和事项
        [next_date] 下次拜访日期
       *[opinion] 主管意见
    }
visit-way =
    { $way ->
        [telephone] 电话
       *[visit] 上门
    }
visit-person = { $person }，{ $title }
visit-said = { $name }：“{ $words }”
visit-next = 提出：“{ $words }”
    客户答：“{ $answer }”
visit-trait =
    { $trait ->
        [real] { $holds ->
            [yes] 是真实客户
           *[no] 眼下不是真实客户
        }
        [able] { $holds ->
            [yes] 是有效客户
           *[no] 眼下不是有效客户
        }
       *[growing] { $holds ->
            [yes] 有增长潜力
           *[no] 眼下看不到增长潜力
        }
    }
visit-blank = 谈话里看不出来、留着手填的：{ $fields }。

prompt = { "你 › " }
