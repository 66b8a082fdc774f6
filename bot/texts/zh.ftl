# 界面上说的话。一条一意；变量写在花括号里。

welcome =
    你好，{ $name }！这里是“对练”：练的是处理客户异议。
    你挑一位客户，准备好就开口谈；客户会提异议，也会不耐烦、会松口。谈完请你判断一下这是哪一类异议，然后给你一张成绩单，每一分都说得出是哪句话得的、哪句话丢的。
    评分照培训手册的七个步骤来，没有暗规则。
help =
    /practice  选一位客户，开始练习
    /hint  给个提示
    /status  现在谈到哪儿了
    /quit  不谈了，直接看成绩
    /language  切换中文或英文
    /help  这份说明
    其余的话，客户都会当作你对他说的。

menu =
    { $count ->
        [one] 挑一位客户：
       *[other] 挑一位客户，点一下，或者回复序号：
    }
menu-line = { $number }. { $person }，{ $title } · { $company }
    { "   " }{ $scenario }　{ $stars }
menu-label = { $number }. { $person } · { $scenario }
menu-empty = 还没有中文的客户。管理员加上之后就能练了。

brief-head = 客户卡　{ $stars }
brief-person = { $person }，{ $title }
brief-company = { $company }（{ $trade }，{ $place }）
brief-known = 已经知道的：
brief-offer = 要卖的：{ $offer }
brief-task = 这次去：{ $brief }

expect-ask = 准备一　对方最可能提哪类异议？点一个，或者回复序号，可以多选，如“1 3”。回复 0 跳过；也可以不准备，直接开口。
proof-ask = 准备二　带哪些东西去？点一样，或者回复序号，可以多选。带得对比带得多好。回复 0 跳过。
skip = 跳过
talk-begins = —— 谈话开始。你说的每句话，{ $person }都听得到。——
talk-resumed = —— 接着上次，{ $person }还在等你。——
talk-ended =
    { $outcome ->
        [agreed] —— 谈成了。——
        [deferred] —— 先放一放，谈话结束。——
        [lost] —— 谈崩了，谈话结束。——
       *[left] —— 你结束了这次谈话。——
    }
kind-ask = 判断一　回头看，客户提的是哪一类异议？点一个，或者回复序号；回复 0 跳过。
concern-ask = 判断二　真正让客户迈不过去的，是什么？点一个，或者回复序号；回复 0 跳过。
choose-number = 没看懂。请点一个选项，或者回复 { $from } 到 { $to } 之间的序号。
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
scenario-near = 你是不是想找 { $scenario }？
stale = 这个按钮已经过时了。
too-long-reply = 一条消息太长了，客户看不完：最多 { $limit } 个字。刚才那条客户没有听到，分开说吧。
text-only = 客户只看得懂文字，把想说的打出来吧。

hint =
    提示（{ $step }，{ $section }）
    { $principle }
    { $advice }
hint-model = 比如：“{ $model }”
hint-prepare = 先看客户卡，想想对方会拿什么推。选好序号，或者直接开口。
hint-diagnose = 回想客户反复说的是什么，又是在哪句话之后松动的。

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
card-step = { $id } { $name }　{ $points }/{ $of }
card-step-unrated = { $id } { $name }　这次不评
card-group = { $name }　{ $points }/{ $of }
card-yes = ✓ { $reason }
card-part = ◐ 只做到一部分。{ $reason }
card-no = ✗ { $reason }
card-quote = { "  " }第 { $turn } 句“{ $quote }”
card-mistakes = 失误
card-mistake = −{ $cost }　{ $reason }
card-turning = 转折点：第 { $turn } 句“{ $quote }”，信任 { $change }。
card-focus = 下次只改一件事：{ $advice }
card-model = 可以这样说：“{ $model }”
card-before =
    { $change ->
        [0] 和上次一样，{ $last } 分。
       *[other] 上次 { $last } 分，这次 { $signed }。
    }
card-first = 这是你的第一张成绩单。
card-next = /practice 再来一位。

command-practice = 选一位客户练习
command-hint = 给个提示
command-status = 谈到哪儿了
command-quit = 不谈了，看成绩
command-language = 中文 / English
command-help = 怎么用

error-records = 记录暂时存不下来，你刚才那句没有算。请稍后把它再发一遍。
error-internal = 出了点问题，你刚才那句没有算。请再发一遍；要是还不行，告诉管理员。

prompt = { "你 › " }
